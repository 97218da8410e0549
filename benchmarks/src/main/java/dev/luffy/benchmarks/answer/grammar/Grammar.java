package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form;
import java.util.List;

/**
 * Reads an answer, in LaTeX or in plain text, without the words of a response around it. Stateless; the cost is bounded by
 * the text's length, and so is what it builds.
 *
 * @since 0.1
 */
public final class Grammar {

    /** Of an answer, in characters: longer texts are not read. */
    public static final int MAX_LENGTH = 4096;

    /** Of brackets, scripts and arguments within one another. */
    static final int MAX_DEPTH = 200;

    private Grammar() {}

    /** What the text means; never throws. */
    public static Reading read(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Reading(
                    List.of(), "has " + text.length() + " characters, more than the " + MAX_LENGTH + " allowed");
        }
        try {
            return new Reading(forms(text, 0), "");
        } catch (Unreadable unreadable) {
            return new Reading(List.of(), unreadable.getMessage());
        }
    }

    static List<Form> forms(String text, int depth) {
        Form time = Clock.read(text);
        if (time != null) {
            return SecondForms.of(time, text, depth);
        }
        Form choice = Choices.read(text);
        if (choice != null) {
            return List.of(choice);
        }
        List<Token> raw = Lexer.tokens(Characters.latex(text));
        Form words = Proses.read(raw, depth);
        if (words != null) {
            return SecondForms.of(words, text, depth);
        }
        if (Words.sentence(raw)) {
            throw new Unreadable("is a sentence with mathematics in it");
        }
        Tokens tokens = Tokens.of(Words.letters(Thousands.joined(raw)));
        return SecondForms.of(new Forms(tokens).answer(0, tokens.size()), text, depth);
    }
}
