package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Policy.Reading;
import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Grammar;

/** Finds the answer in a data set's text, which is bare, or in dollars, or in a box, or a whole worked solution. */
final class Golds {

    private static final Extractor SOLUTIONS = new Extractor(new Reading("", false, false, false, false));
    private static final Extractor CHOICES = new Extractor(new Reading("", false, false, false, true));

    private Golds() {}

    static String answer(String text, boolean choices) {
        if (choices) {
            Extraction letter = CHOICES.extract(text);
            Extraction choice = letter.found() ? letter : CHOICES.extract(text, true);
            return choice.found() ? choice.text() : text;
        }
        if (text.contains("\\boxed") || text.contains("\\fbox")) {
            Extraction found = SOLUTIONS.extract(text);
            return found.found() ? found.text() : Boxes.lenient(text);
        }
        if (IntegerAnswer.of(text) != null) {
            return text;
        }
        var read = Grammar.read(text);
        boolean sentence = read.readable()
                && read.form() instanceof Form.Text words
                && words.words().split(" ").length > 6;
        if (read.readable() && !sentence) {
            return text.strip();
        }
        Extraction found = SOLUTIONS.extract(text);
        // Of several formulas none is the answer, unless it is announced.
        boolean certain = found.found() && (MathSpans.in(text).size() <= 1 || Announcements.last(text, false) != null);
        return certain ? found.text() : text.strip();
    }
}
