package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Policy.Reading;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Grammar;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the one answer of a response. In this order: the last box, unless a final answer is announced behind it; what an
 * announcement such as "the answer is" announces; a response, or its last line, that is nothing but an answer; the last
 * maths, or what its sentence says that its subject is; where the policy wants it and no LaTeX is in sight, the last number. Linear in the response's length.
 */
final class Extractor {

    private static final int MAX_BARE_LENGTH = 600;
    private static final int MAX_TAIL = 1 << 15;
    private static final int MAX_SENTENCE = 2000;
    private static final int MAX_BARE_WORDS = 4;

    /** "…, not 18": what is denied is not the maths before. */
    private static final Pattern NEGATED = Pattern.compile("[\\s,]*(?:and |but )?not\\b");

    /** An integer alone on its line; a fraction on the next does not make a mixed number, and is no answer by itself. */
    private static final Pattern WHOLE_LINE = Pattern.compile("(?s)(?:.*\\n)?[\\s*$]*-?\\d{1,9}[\\s*$]*");

    private static final Pattern FRACTION_LINE = Pattern.compile("\\s*\\d{1,9}\\s*/\\s*\\d{1,9}.*");

    private final Reading reading;

    Extractor(Reading reading) {
        this.reading = reading;
    }

    Extraction extract(String response) {
        return extract(response, false);
    }

    /** @param digits whether choices have digits, not letters */
    Extraction extract(String response, boolean digits) {
        // The last one: a model may write the boundary again while it reasons.
        int at = reading.boundary().isEmpty() ? -1 : response.lastIndexOf(reading.boundary());
        if (at < 0 && reading.boundaryRequired() && !reading.boundary().isEmpty()) {
            return Extraction.none("The response never reaches " + IntegerReading.shown(reading.boundary()));
        }
        String region =
                at < 0 ? response : response.substring(at + reading.boundary().length());
        Extraction found = !reading.choices()
                ? inRegion(region)
                : digits
                        ? Letters.digit(region, reading.boxRequired())
                        : Letters.extract(region, reading.boxRequired());
        if (found.text().length() > Grammar.MAX_LENGTH) {
            return Extraction.none("The answer has " + found.text().length() + " characters, more than the "
                    + Grammar.MAX_LENGTH + " allowed");
        }
        return found;
    }

    private Extraction inRegion(String region) {
        Boxes boxes = Boxes.in(region);
        if (reading.boxRequired()) {
            return boxes.last();
        }
        int cut = tail(region);
        String end = region.substring(cut);
        Announcement announced = Announcements.last(end, reading.lastNumber());
        if (boxes.any()) {
            boolean later = announced != null
                    && announced.isFinal()
                    && cut + announced.at() > boxes.end()
                    && !isWords(announced.text());
            return later ? Extraction.of(announced.text()) : boxes.last();
        }
        if (announced != null) {
            return Extraction.of(announced.text());
        }
        String bare = bare(end);
        if (!bare.isEmpty()) {
            return Extraction.of(bare);
        }
        List<MathSpans.Span> spans = MathSpans.in(end);
        if (!spans.isEmpty()) {
            String maths = lastMaths(end, spans);
            return maths.isEmpty() ? none(region) : Extraction.of(maths);
        }
        if (reading.lastNumber()) {
            String said = Sentences.complement(lastSentence(end, 0), false);
            if (!said.isEmpty()) {
                return Extraction.of(said);
            }
        }
        if (reading.lastNumber() && end.indexOf('\\') < 0) {
            String number = Numbers.last(end);
            if (!number.isEmpty()) {
                return Extraction.of(number);
            }
        }
        return none(region);
    }

    private static Extraction none(String region) {
        return Extraction.none(
                region.isBlank() ? "The response is empty" : "The response gives no answer in a known place");
    }

    /** The last maths, or what its sentence says that it is; empty if the sentence takes it back. */
    private String lastMaths(String text, List<MathSpans.Span> spans) {
        String conclusion = conclusion(text, spans.get(spans.size() - 1).end());
        if (!conclusion.isEmpty()) {
            return conclusion;
        }
        int last = spans.get(spans.size() - 1).start();
        int joined = MathSpans.joinedStart(text, spans);
        int start = Math.max(SentenceBounds.start(text, joined), joined - MAX_SENTENCE);
        String whole = text.substring(
                start,
                Announcements.sentenceEnd(text, spans.get(spans.size() - 1).end()));
        String sentence = Sentences.withoutClause(whole);
        String complement = Sentences.complement(sentence, false);
        if (!complement.isEmpty()) {
            // Nor is a number taken from beside maths that cannot be read.
            boolean readable =
                    Grammar.read(spans.get(spans.size() - 1).inside()).readable();
            return Sentences.assumes(whole) || !readable ? "" : complement;
        }
        List<MathSpans.Span> inside = MathSpans.in(sentence);
        if (inside.isEmpty()) {
            sentence = whole;
            inside = MathSpans.in(whole);
        }
        if (inside.isEmpty() || last < start) {
            return MathSpans.lastJoined(text, spans);
        }
        String after = sentence.substring(inside.get(inside.size() - 1).end());
        boolean doubtful = Sentences.hedged(after) && !NEGATED.matcher(after).lookingAt()
                || Sentences.assumes(sentence)
                || Sentences.hedgedBefore(sentence, MathSpans.joinedStart(sentence, inside));
        return doubtful ? "" : MathSpans.lastJoined(sentence, inside);
    }

    /** What a last sentence behind all maths concludes: "Therefore, there are 12 sequences." */
    private static String conclusion(String text, int from) {
        String last = lastSentence(text, from);
        return Sentences.concludes(last) ? Sentences.complement(last, false) : "";
    }

    /** The last sentence that starts behind a place, without what it gives as a reason; empty if none does. */
    private static String lastSentence(String text, int from) {
        int hope = text.indexOf("I hope", from);
        String rest = text.substring(from, hope < 0 ? text.length() : hope).stripTrailing();
        int start = SentenceBounds.start(rest, Math.max(0, rest.length() - 1));
        boolean whole = start > 0 || from == 0;
        String last = whole && rest.length() - start <= MAX_SENTENCE ? rest.substring(start) : "";
        return Sentences.withoutClause(Announcements.plain(last));
    }

    /** Where the end of a long response starts, at the start of a line if there is one: without box, only it counts. */
    private static int tail(String region) {
        if (region.length() <= MAX_TAIL) {
            return 0;
        }
        int from = region.length() - MAX_TAIL;
        int line = region.indexOf('\n', from);
        return line < 0 ? from : line + 1;
    }

    /** The response, or its last line, if it is an answer by itself; else empty. */
    private static String bare(String region) {
        String text = region.strip();
        if (text.isEmpty()) {
            return "";
        }
        if (text.length() <= MAX_BARE_LENGTH && text.indexOf('\n') < 0) {
            return answer(text);
        }
        boolean environment = text.length() <= Grammar.MAX_LENGTH && text.startsWith("\\begin{");
        if (environment || isSpan(text)) {
            return answer(text);
        }
        String line = text.substring(text.lastIndexOf('\n') + 1);
        String before = text.substring(0, text.length() - line.length());
        boolean torn = FRACTION_LINE.matcher(line).matches()
                && WHOLE_LINE
                        .matcher(before.substring(Math.max(0, before.length() - MAX_BARE_LENGTH)))
                        .matches();
        return line.length() <= MAX_BARE_LENGTH && !torn ? answer(line) : "";
    }

    private static boolean isSpan(String text) {
        return text.length() <= Grammar.MAX_LENGTH
                && (text.startsWith("$$") && text.endsWith("$$") || text.startsWith("\\[") && text.endsWith("\\]"));
    }

    /** The text without emphasis if it can be read and is no sentence; else empty. */
    private static String answer(String text) {
        String plain = Announcements.plain(text);
        return !plain.isEmpty()
                        && !Sentences.isMixed(plain)
                        && Grammar.read(plain).readable()
                        && !isProse(plain)
                ? plain
                : "";
    }

    /** "The final answer is in the box" announces nothing. */
    private static boolean isWords(String text) {
        var read = Grammar.read(text);
        return read.readable() && read.form() instanceof Form.Text;
    }

    private static boolean isProse(String text) {
        var read = Grammar.read(text);
        return read.readable()
                && read.form() instanceof Form.Text words
                && words.words().split(" ").length > MAX_BARE_WORDS;
    }
}
