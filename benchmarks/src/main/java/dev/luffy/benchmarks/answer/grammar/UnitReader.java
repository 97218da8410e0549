package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form.Unit;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.util.Set;

/** Reads what stands behind a value as a unit, if all of it is one. */
final class UnitReader {

    /** Words that no unit begins with: what they start says something about the value. */
    private static final Set<String> NO_UNITS =
            Commands.set("if for when where is are was or and not no but than then with "
                    + "because since otherwise which that mod modulo more less at most least plus minus");

    private static final Set<String> RAISING = Set.of("sq", "square", "cu", "cubic");

    private final Tokens tokens;
    private final int to;

    private UnitReader(Tokens tokens, int to) {
        this.tokens = tokens;
        this.to = to;
    }

    /** The unit from one place to another; null if there is something else. */
    static Unit read(Tokens tokens, int from, int to) {
        return new UnitReader(tokens, to).unit(from);
    }

    /** Whether a unit may begin with this token, behind a value; cheap, so that most places need no more. */
    static boolean mayStart(Token token) {
        return switch (token.kind()) {
            case TEXT -> true;
            case ROMAN -> token.text().length() > 1 || token.spaced() || "mskgNJWVACLhK".contains(token.text());
            case WORD -> token.text().length() > 3 || token.text().length() > 1 && Units.known(token.text());
            case SYMBOL -> "$€£¥%°'".contains(token.text());
            default -> false;
        };
    }

    private Unit unit(int from) {
        Unit sign = sign(from);
        if (sign != null) {
            return sign;
        }
        StringBuilder text = new StringBuilder();
        int words = 0;
        for (int i = from; i < to; i++) {
            Token token = tokens.at(i);
            boolean first = i == from;
            switch (token.kind()) {
                case TEXT, ROMAN, WORD -> {
                    boolean letter = token.kind() == Kind.WORD && token.text().length() == 1;
                    boolean led = !first && (tokens.at(i - 1).isSymbol("/") || raises(tokens.at(i - 1)));
                    if (letter && !led || ++words > 6 || excluded(token)) {
                        return null;
                    }
                    text.append(joins(text) ? "" : " ").append(token.text());
                }
                case SYMBOL -> {
                    if (token.isSymbol("^")) {
                        int end = exponent(i + 1, text);
                        if (end < 0) {
                            return null;
                        }
                        i = end - 1;
                    } else if (!first && token.isSymbol("/")) {
                        text.append('/');
                    } else if (first || !token.isSymbol("*") && !token.isSymbol(".")) {
                        return null;
                    }
                }
                case SEPARATOR -> {
                    return null;
                }
                default -> {
                    return null;
                }
            }
        }
        return words == 0 ? null : Units.named(text.toString());
    }

    /** Square m, cu m: a letter behind such a word is a unit's. */
    private static boolean raises(Token token) {
        return token.kind() == Kind.WORD && RAISING.contains(token.text().toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean joins(StringBuilder text) {
        return text.isEmpty() || text.charAt(text.length() - 1) == '/';
    }

    private static boolean excluded(Token token) {
        String word = token.text().strip();
        int space = word.indexOf(' ');
        String first = space < 0 ? word : word.substring(0, space);
        return NO_UNITS.contains(first.toLowerCase(java.util.Locale.ROOT))
                || Functions.named(word) != null && !Units.known(word);
    }

    /** Reads {@code 2} or {@code {-1}}; the place behind it, −1 if it is no such exponent. */
    private int exponent(int from, StringBuilder text) {
        int i = from;
        boolean braced = tokens.at(i).isOpen("{");
        int end = braced ? tokens.partner(i) : i + 1;
        i += braced ? 1 : 0;
        text.append('^');
        if (tokens.at(i).isSymbol("-")) {
            text.append('-');
            i++;
        }
        if (tokens.at(i).kind() != Kind.NUMBER || braced && i + 1 != end) {
            return -1;
        }
        text.append(tokens.at(i).text());
        return braced ? end + 1 : i + 1;
    }

    private Unit sign(int from) {
        Token token = tokens.at(from);
        if (token.kind() != Kind.SYMBOL) {
            return null;
        }
        boolean alone = from + 1 == to;
        if (token.isSymbol("%")) {
            return alone ? new Unit(Unit.Kind.PERCENT, "") : null;
        }
        if (token.isSymbol("°")) {
            Token scale = tokens.at(from + 1);
            if (from + 2 == to
                    && (scale.text().equals("C")
                            || scale.text().equals("F")
                            || scale.text().equals("K"))) {
                return new Unit(Unit.Kind.UNIT, "°" + scale.text());
            }
            return alone ? new Unit(Unit.Kind.DEGREE, "") : null;
        }
        if (token.isSymbol("'")) {
            boolean two = from + 2 == to && tokens.at(from + 1).isSymbol("'");
            return alone || two ? new Unit(Unit.Kind.UNIT, two ? "''" : "'") : null;
        }
        return alone ? Units.currency(token.text()) : null;
    }
}
