package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.List;

/** Reads answers that are words, and mathematics that was put into {@code \text}. */
final class Proses {

    private Proses() {}

    /** The form; null if the tokens are mathematics. */
    static Form read(List<Token> tokens, int depth) {
        int last = tokens.size() - 1;
        while (last > 0 && (tokens.get(last).isSymbol(".") || tokens.get(last).is(Kind.SEPARATOR, ","))) {
            last--;
        }
        if (last == 0 && tokens.get(0).kind() == Kind.TEXT) {
            return inside(tokens.get(0).text(), depth);
        }
        String words = Words.prose(tokens);
        if (words == null) {
            return null;
        }
        if (words.isEmpty()) {
            throw new Unreadable("is empty");
        }
        return new Form.Text(words);
    }

    static Form inside(String text, int depth) {
        boolean digit = text.chars().anyMatch(c -> c >= '0' && c <= '9');
        if (depth < 2 && (digit || text.length() <= 3 || text.indexOf('\\') >= 0)) {
            try {
                return Grammar.forms(text, depth + 1).get(0);
            } catch (Unreadable unreadable) {
                // Then it is words.
            }
        }
        String words = Words.normalised(text);
        if (words.isEmpty()) {
            throw new Unreadable("is empty");
        }
        return new Form.Text(words);
    }
}
