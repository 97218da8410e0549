package dev.luffy.benchmarks.answer.expression;

import java.util.Set;

/** Answers in words, and letters that may be words or choices. */
final class Words {

    private static final Set<String> EMPTY_SET = Set.of(
            "no solution",
            "no solutions",
            "no real solution",
            "no real solutions",
            "none",
            "empty set",
            "empty",
            "the empty set",
            "does not exist");

    private Words() {}

    /** Whether two texts are the same but for case, spaces and punctuation. */
    static boolean same(String first, String second) {
        return plain(first).equals(plain(second));
    }

    private static String plain(String words) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isLetterOrDigit(c)) plain.append(Character.toLowerCase(c));
            else if ((c == ' ' || c == '-' || c == '_')
                    && plain.length() > 0
                    && plain.charAt(plain.length() - 1) != ' ') plain.append(' ');
            else if ("+<>=/*^%$".indexOf(c) >= 0) plain.append(c);
        }
        return plain.toString().strip();
    }

    /** Whether a text says that there is nothing. */
    static boolean sayNothing(String words) {
        return EMPTY_SET.contains(plain(words));
    }

    /** The letters of a product of one-letter variables, as odd read as o·d·d; or null. */
    static String of(Form form) {
        if (form instanceof Form.Text t) return t.words();
        if (!(form instanceof Form.Scalar s) || !s.unit().equals(Form.Unit.NONE)) return null;
        return word(s.value());
    }

    private static String word(Expr e) {
        if (!(e instanceof Expr.Product p)) return letter(e);
        StringBuilder word = new StringBuilder();
        for (Expr factor : p.factors()) {
            String letters = word(factor);
            if (letters == null) return null;
            word.append(letters);
        }
        return word.toString();
    }

    private static String letter(Expr e) {
        if (e instanceof Expr.Var v) return v.name();
        if (!(e instanceof Expr.Const c)) return null;
        return switch (c.name()) {
            case E -> "e";
            case I -> "i";
            case PI, INFINITY -> null;
        };
    }

    /** Whether a form names that choice: its letter in capitals, or its label. */
    static boolean name(Form.Choice choice, Form form) {
        if (form instanceof Form.Choice other) return choice.letter() == other.letter();
        String word = of(form);
        if (word == null) return false;
        if (form instanceof Form.Text)
            return same(word, String.valueOf(choice.letter()))
                    || !choice.label().isEmpty() && same(word, choice.label());
        String letter = String.valueOf(choice.letter());
        return word.equals(letter) || !choice.label().isEmpty() && same(word, choice.label());
    }
}
