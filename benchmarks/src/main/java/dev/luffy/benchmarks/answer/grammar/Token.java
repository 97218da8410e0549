package dev.luffy.benchmarks.answer.grammar;

/**
 * The smallest part of an answer.
 *
 * @param kind what it is
 * @param text normalised: a number's digits, a command's name without backslash, an operator's one spelling
 * @param spaced whether a space stood before it
 */
record Token(Kind kind, String text, boolean spaced) {

    enum Kind {
        /** Digits with at most one point, perhaps with an exponent: {@code 12.50}, {@code 1.2e-5}. */
        NUMBER,
        /** Letters. */
        WORD,
        /** A command that is neither operator, relation nor space. */
        COMMAND,
        /** An operator or a mark, by one spelling. */
        SYMBOL,
        /** The inside of {@code \text{…}}. */
        TEXT,
        /** The inside of {@code \mathrm{…}}: a unit, a name or a function. */
        ROMAN,
        OPEN,
        CLOSE,
        /** What separates the items of a list. */
        SEPARATOR,
        RELATION
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }

    boolean isSymbol(String symbol) {
        return is(Kind.SYMBOL, symbol);
    }

    boolean isCommand(String name) {
        return is(Kind.COMMAND, name);
    }

    boolean isOpen(String bracket) {
        return is(Kind.OPEN, bracket);
    }

    /** Whether a value may end here, so that what follows is multiplied with it or stands behind it. */
    boolean endsValue() {
        return switch (kind) {
            case NUMBER, WORD, COMMAND, TEXT, ROMAN, CLOSE -> true;
            case SYMBOL -> text.equals("!") || text.equals("'") || text.equals("%") || text.equals("°");
            default -> false;
        };
    }
}
