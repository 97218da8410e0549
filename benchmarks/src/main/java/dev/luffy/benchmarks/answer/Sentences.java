package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Grammar;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sentence says its subject is: of "the volume of $ABCD$ is 120" it is 120, whatever mathematics stands before the
 * last verb. Between the verb and the value there may be fillers only, so that "is not 3" and "is a multiple of 3" say
 * nothing.
 */
final class Sentences {

    private static final Pattern VERB = Pattern.compile("(?i)(?<![\\p{L}\\\\])(?:is|are|was|were|equals?|becomes?|it's"
            + "|(?:in|de)creas\\w{1,4} by|est|ist)(?=[\\s:*])[\\s:*]*|(?<=[\\p{L}\\d)]\\s)[=:](?=\\s)\\s*");

    /** Where the reason for an answer, or a remark on it, begins. */
    private static final Pattern CLAUSE = Pattern.compile(
            "(?i)[,;]?\\s\\(?(?:since|because|as|which(?!\\s+(?:is|equals)\\s+[$\\\\\\d\u0001])|whose|where|i\\.e\\.|namely|using|when)\\b");

    private static final Pattern HEDGE =
            Pattern.compile("(?i)\\b(?:not|no|too|never|neither|nor|either|less|fewer|smaller|greater"
                    + "|more|larger|bigger|least|most|between|multiple|divisible|divides|unknown|undefined|impossible|maybe|perhaps"
                    + "|possibly|might|could|may|below|above|under|over|exceeds?|if|unless|wrong|incorrect|cannot|guess\\w*"
                    + "|mention\\w*)\\b|n['’]t\\b");

    private static final Pattern ASSUMPTION = Pattern.compile(
            "(?i)[\\s*#\\d.]*(?:let|suppose|assume|if|given|consider|define|denote)\\b.*", Pattern.DOTALL);

    /** What makes a value in front of it a guess or a part of another. */
    private static final Pattern GOES_ON = Pattern.compile(
            "(?i)[\\s,*]*(?:or|to|and|maybe|perhaps|possibly|more|less|times|minus|plus|of|than|but|out)\\b.*",
            Pattern.DOTALL);

    private static final Pattern CONCLUSION = Pattern.compile(
            "(?i)[\\s*#]*(?:therefore|thus|hence|so|consequently|in conclusion|in total|altogether|finally)\\b.*",
            Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("(?<![\\\\\\p{L}{])\\p{L}{2,}(?![\\p{L}]|\\s{0,3}[=:(])");
    /** A word before a value, which is no function of it. */
    private static final Pattern PROSE_FIRST =
            Pattern.compile("(?!(?:sin|cos|tan|cot|log|ln|exp|sqrt|pi|abs|lcm|gcd|max|min)\\b)\\p{L}{2,}\\s");

    private static final int MAX_WORDS = 4;

    private Sentences() {}

    /** Whether what stands before a value takes it back or makes it a bound. */
    static boolean hedged(String text) {
        return HEDGE.matcher(text).find();
    }

    /** Whether the sentence only sets something out: "Let $x=3$." */
    static boolean assumes(String sentence) {
        return ASSUMPTION.matcher(sentence).matches();
    }

    /** Whether the sentence draws a conclusion: "Therefore, there are 12 sequences". */
    static boolean concludes(String sentence) {
        return CONCLUSION.matcher(sentence).matches();
    }

    /** Whether a value that this follows is not the whole of what is said. */
    static boolean goesOn(String text) {
        return GOES_ON.matcher(text).matches();
    }

    /** The text without maths, with as many blanks instead; the maths of prose is no word of it. */
    private static String masked(String text, List<MathSpans.Span> spans) {
        StringBuilder masked = new StringBuilder(text);
        for (MathSpans.Span span : spans) {
            for (int i = span.start(); i < span.end(); i++) {
                masked.setCharAt(i, '\u0001');
            }
        }
        return masked.toString();
    }

    /** Whether words stand before maths, so that the whole is a sentence and no formula. */
    static boolean isMixed(String text) {
        if (text.indexOf('$') < 0 && text.indexOf('\\') < 0) {
            return false;
        }
        List<MathSpans.Span> spans = MathSpans.in(text);
        if (spans.isEmpty()) {
            return false;
        }
        int end = spans.get(spans.size() - 1).start();
        Matcher word = WORD.matcher(masked(text, spans).substring(0, end));
        while (word.find()) {
            if (!word.group().equals("and") && !word.group().equals("or")) {
                return true;
            }
        }
        return false;
    }

    /** The sentence up to the clause that gives a reason or a remark. */
    static String withoutClause(String sentence) {
        Matcher clause = CLAUSE.matcher(masked(sentence, MathSpans.in(sentence)));
        return clause.find() && clause.start() > 0 ? sentence.substring(0, clause.start()) : sentence;
    }

    /** Where what follows the last verb outside of maths begins; −1 if there is no verb. */
    private static int behindLastVerb(String sentence) {
        Matcher verb = VERB.matcher(masked(sentence, MathSpans.in(sentence)));
        int end = -1;
        while (verb.find()) {
            end = verb.end();
        }
        return end;
    }

    /** Whether the value from that place on is taken back between the last verb before it, or the start, and it. */
    static boolean hedgedBefore(String sentence, int value) {
        String before = sentence.substring(0, value);
        return hedged(before.substring(Math.max(0, behindLastVerb(before))));
    }

    /**
     * What the sentence says its subject is.
     *
     * @param words whether that may be words
     * @return empty if it has no verb, or something else than a value follows it
     */
    static String complement(String sentence, boolean words) {
        int from = behindLastVerb(sentence);
        return from < 0 ? "" : value(sentence.substring(from), words);
    }

    /** The value a text begins with, behind fillers; empty if it begins with none. */
    private static String value(String text, boolean words) {
        String tail = text.substring(Announcements.behindFillers(text, 0));
        String plain = Announcements.plain(tail);
        if (plain.isEmpty()) {
            return "";
        }
        var read = isMixed(plain) || PROSE_FIRST.matcher(plain).lookingAt() && !words ? null : Grammar.read(plain);
        if (read != null && read.readable()) {
            boolean prose = read.form() instanceof Form.Text;
            return !prose || words && plain.split("\\s+").length <= MAX_WORDS && !hedged(plain) ? plain : "";
        }
        List<MathSpans.Span> spans = MathSpans.in(tail);
        if (!spans.isEmpty() && spans.get(0).start() == 0) {
            return Announcements.leading(tail, spans);
        }
        String number = tail.indexOf('\\') < 0 && spans.isEmpty() ? Numbers.first(tail) : "";
        return !number.isEmpty() && tail.startsWith(number) && !goesOn(tail.substring(number.length())) ? number : "";
    }
}
