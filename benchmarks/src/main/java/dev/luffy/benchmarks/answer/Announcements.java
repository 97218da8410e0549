package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.grammar.Grammar;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what follows "the answer is", "Answer:" and the like, in the languages that graders have cases of. */
final class Announcements {

    private static final List<String> NOUNS = List.of(
            "answer",
            "réponse",
            "答案",
            "respuesta",
            "antwort",
            "risposta",
            "resposta",
            "الإجابة",
            "الجواب",
            "उत्तर",
            "ответ",
            "答え",
            "정답",
            "solution:",
            "result:");
    private static final List<String> VERBS = List.of(
            ":", "：", " is", " are", "是", "为", " est", " es ", " ist ", " è ", " é ", "هو", "هي", "は", "=", "**\n",
            "\n");
    private static final List<String> FILLERS = List.of(
            "therefore",
            "thus",
            "is",
            "are",
            "simply",
            "clearly",
            "definitely",
            "given by",
            "equal to",
            "equals",
            "just",
            "option",
            "choice",
            "the number",
            "approximately",
            "est",
            "the");
    private static final List<String> ENDS =
            List.of("\n", ". ", ".\n", "。", "! ", "? ", "！", "I hope", "<|", ".\"", ".*");

    /** Between noun and verb, as in "the answer to the second question is". */
    private static final int MAX_DISTANCE = 60;

    /** "17 and not 18" says 17. */
    private static final Pattern NOT = Pattern.compile("[\\s,]*(?:and|but)\\s+(?:also|thus|hence|not)\\b");

    private static final int MAX_TRIES = 6;

    private Announcements() {}

    /** The last announcement that can be read; null if there is none. */
    static Announcement last(String text, boolean numberInProse) {
        int before = text.length();
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int noun = -1;
            int length = 0;
            for (String candidate : NOUNS) {
                int at = lastIndexOf(text, candidate, before - 1);
                if (at > noun) {
                    noun = at;
                    length = candidate.length();
                }
            }
            if (noun < 0) {
                return null;
            }
            String announced = announced(text, noun, length, numberInProse);
            if (!announced.isEmpty()) {
                boolean isFinal = noun >= 6 && text.substring(noun - 6, noun).equalsIgnoreCase("final ");
                return new Announcement(announced, noun, isFinal);
            }
            before = noun;
        }
        return null;
    }

    private static String announced(String text, int noun, int length, boolean numberInProse) {
        int from = noun + length;
        if (text.charAt(from - 1) != ':') {
            from = behindVerb(text, from);
        }
        if (from < 0) {
            return "";
        }
        from = behindFillers(text, from);
        String sentence = Sentences.withoutClause(text.substring(from, sentenceEnd(text, from)));
        List<MathSpans.Span> display = opensMaths(text, from)
                ? MathSpans.in(text.substring(from, Math.min(text.length(), from + Grammar.MAX_LENGTH)))
                : List.of();
        if (!display.isEmpty() && display.get(0).start() == 0) {
            return leading(text.substring(from, Math.min(text.length(), from + 2 * Grammar.MAX_LENGTH)), display);
        }
        String plain = plain(sentence);
        if (plain.isEmpty()) {
            return "";
        }
        if (!Sentences.isMixed(plain) && Grammar.read(plain).readable()) {
            return plain;
        }
        if (text.charAt(noun + length - 1) == ':') {
            // "Solution: We have …" is a heading.
            return "";
        }
        String complement = Sentences.complement(sentence, true);
        if (!complement.isEmpty()) {
            return complement;
        }
        List<MathSpans.Span> spans = MathSpans.in(sentence);
        if (!spans.isEmpty()) {
            String joined = MathSpans.lastJoined(sentence, spans);
            return Sentences.hedgedBefore(sentence, MathSpans.joinedStart(sentence, spans)) ? "" : joined;
        }
        String foreign = withoutForeignWords(plain);
        if (!foreign.isEmpty()
                && foreign.length() < plain.length()
                && Grammar.read(foreign).readable()) {
            return foreign;
        }
        return numberInProse && sentence.indexOf('\\') < 0 ? Numbers.only(sentence) : "";
    }

    private static boolean opensMaths(String text, int from) {
        return text.startsWith("$", from) || text.startsWith("\\(", from) || text.startsWith("\\[", from);
    }

    /** The maths at the start, as far as separators join it. */
    static String leading(String text, List<MathSpans.Span> spans) {
        int last = 0;
        while (last + 1 < spans.size() && last < 60) {
            String gap =
                    text.substring(spans.get(last).end(), spans.get(last + 1).start());
            if (gap.length() > 10 || !gap.strip().matches("[,;]|,?\\s?(and|or)")) {
                break;
            }
            last++;
        }
        return Sentences.goesOn(text.substring(spans.get(last).end()))
                        && !NOT.matcher(text.substring(spans.get(last).end())).lookingAt()
                ? ""
                : MathSpans.lastJoined(text, spans.subList(0, last + 1));
    }

    /** Behind the verb that follows the noun in the same sentence; −1 if none does. */
    private static int behindVerb(String text, int from) {
        int limit = Math.min(text.length(), from + MAX_DISTANCE);
        String near = text.substring(from, Math.min(text.length(), limit + 4));
        int best = -1;
        int end = -1;
        for (String verb : VERBS) {
            int at = near.indexOf(verb);
            boolean word = Character.isLetter(verb.charAt(verb.length() - 1)) && verb.charAt(0) == ' ';
            int after = at + verb.length();
            while (word && at >= 0 && after < near.length() && Character.isLetter(near.charAt(after))) {
                at = near.indexOf(verb, after);
                after = at + verb.length();
            }
            if (at >= 0 && (best < 0 || at < best)) {
                best = at;
                end = after;
            }
        }
        boolean line = best >= 0 && near.charAt(end - 1) == '\n';
        if (line && !near.substring(0, best).chars().allMatch(c -> " *_#".indexOf(c) >= 0)) {
            return -1;
        }
        if (best < 0
                || near.substring(0, best).contains(". ")
                || near.substring(0, best).indexOf('\n') >= 0) {
            return -1;
        }
        return from + end;
    }

    static int behindFillers(String text, int from) {
        int at = from;
        for (boolean moved = true; moved; ) {
            moved = false;
            while (at < text.length()
                    && (Character.isWhitespace(text.charAt(at)) || ":：*_\"“=#>,".indexOf(text.charAt(at)) >= 0)) {
                at++;
                moved = true;
            }
            for (String filler : FILLERS) {
                int end = at + filler.length();
                if (text.regionMatches(true, at, filler, 0, filler.length())
                        && (end >= text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                    at = end;
                    moved = true;
                    break;
                }
            }
        }
        return at;
    }

    static int sentenceEnd(String text, int from) {
        int end = Math.min(text.length(), from + Grammar.MAX_LENGTH);
        String window = text.substring(from, end);
        int best = window.length();
        for (String mark : ENDS) {
            int at = window.indexOf(mark);
            best = at >= 0 && at < best ? at : best;
        }
        return from + best;
    }

    /** The text without emphasis, quotes and the full stop at its end. */
    static String plain(String text) {
        String plain = text.strip();
        for (String before = ""; !before.equals(plain); ) {
            before = plain;
            if (plain.startsWith("**") || plain.startsWith("__")) {
                plain = plain.substring(2);
            }
            if (plain.endsWith("**") || plain.endsWith("__")) {
                plain = plain.substring(0, plain.length() - 2);
            }
            if (plain.length() > 1
                    && ".,;:!\"“”`。".indexOf(plain.charAt(plain.length() - 1)) >= 0
                    && !isFactorial(plain)) {
                plain = plain.substring(0, plain.length() - 1);
            }
            if (plain.length() > 1 && "\"“`".indexOf(plain.charAt(0)) >= 0) {
                plain = plain.substring(1);
            }
            plain = plain.strip();
        }
        return plain;
    }

    private static boolean isFactorial(String text) {
        return text.endsWith("!")
                        && text.length() > 1
                        && "0123456789)nmkN}".indexOf(text.charAt(text.length() - 2)) >= 0
                || text.endsWith("\\!")
                || text.endsWith("\\,")
                || text.endsWith("\\;");
    }

    /** The text without words of other scripts at its ends. */
    private static String withoutForeignWords(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isForeign(text.charAt(from))) {
            from++;
        }
        while (to > from && isForeign(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to).strip();
    }

    private static boolean isForeign(char c) {
        return c > 0x2E7F && Character.isLetter(c) || Character.isWhitespace(c) || c == '。' || c == '，';
    }

    /** Without regard to the case of ASCII letters. */
    private static int lastIndexOf(String text, String wanted, int from) {
        char first = wanted.charAt(0);
        char upper = Character.toUpperCase(first);
        for (int i = Math.min(from, text.length() - wanted.length()); i >= 0; i--) {
            char c = text.charAt(i);
            if ((c == first || c == upper) && text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }
}
