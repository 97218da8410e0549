package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Expr;
import dev.luffy.benchmarks.answer.expression.Rational;
import dev.luffy.benchmarks.answer.grammar.Token.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads numbers: decimals, powers of ten behind them, repeating decimals, mixed numbers and other bases. */
final class Numerals {

    /** A power of ten beyond this stays a power, so that its digits are never written out. */
    private static final int MAX_EXPONENT = 5000;

    private static final int MAX_BASE = 36;
    private static final List<String> BASES = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen");
    private static final Set<String> TIMES = Set.of("*", "x");

    private final Cursor cursor;

    Numerals(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The number here and what belongs to it. */
    Expr read() {
        Token token = cursor.take();
        String digits = token.text();
        if (cursor.peek().isSymbol("_")) {
            return based(digits);
        }
        Expr repeating = repeating(digits);
        if (repeating != null) {
            return repeating;
        }
        Expr mixed = digits.contains(".") || digits.contains("e") || digits.contains("E") ? null : mixed(digits);
        return mixed != null ? mixed : scientific(digits);
    }

    /** Digits with a point and an exponent as an exact value. */
    static Expr.Num decimal(String text) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        String digits = e < 0 ? text : text.substring(0, e);
        int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point) + digits.substring(point + 1);
        int place = exponent - (point < 0 ? 0 : digits.length() - point - 1);
        if (Math.abs(place) > MAX_EXPONENT) {
            throw new Unreadable("has a power of ten beyond " + MAX_EXPONENT);
        }
        boolean written = point >= 0 || e >= 0;
        return new Expr.Num(scaled(new BigInteger(whole.isEmpty() ? "0" : whole), place), written, written ? place : 0);
    }

    static Rational scaled(BigInteger digits, int place) {
        return place >= 0
                ? Rational.of(digits.multiply(BigInteger.TEN.pow(place)))
                : new Rational(digits, BigInteger.TEN.pow(-place));
    }

    /** 7.1 · 10^{35} as one number, whose last digit is known. */
    private Expr scientific(String digits) {
        Expr.Num number = decimal(digits);
        Token sign = cursor.peek();
        boolean times = (sign.kind() == Kind.SYMBOL || sign.kind() == Kind.WORD) && TIMES.contains(sign.text());
        if (!times || !cursor.ahead(1).is(Kind.NUMBER, "10") || !cursor.ahead(2).isSymbol("^")) {
            return number;
        }
        int at = cursor.position() + 3;
        boolean braced = cursor.tokens().at(at).isOpen("{");
        int end = braced ? cursor.tokens().partner(at) : -1;
        at += braced ? 1 : 0;
        boolean negative = cursor.tokens().at(at).isSymbol("-");
        at += negative || cursor.tokens().at(at).isSymbol("+") ? 1 : 0;
        Token exponent = cursor.tokens().at(at);
        if (at >= cursor.end()
                || exponent.kind() != Kind.NUMBER
                || exponent.text().length() > 4
                || !exponent.text().matches("\\d+")
                || braced && at + 1 != end) {
            return number;
        }
        int power = Integer.parseInt(exponent.text()) * (negative ? -1 : 1);
        int place = number.place() + power;
        if (Math.abs(power) > MAX_EXPONENT || Math.abs(place) > MAX_EXPONENT) {
            return number;
        }
        cursor.move(braced ? end + 1 : at + 1);
        BigInteger unscaled = scaledUp(number);
        return new Expr.Num(scaled(unscaled, place), true, place);
    }

    private static BigInteger scaledUp(Expr.Num number) {
        Rational value = number.value();
        return value.numerator()
                .multiply(BigInteger.TEN.pow(Math.max(0, -number.place())))
                .divide(value.denominator());
    }

    /** 0.\overline{3}, 0.3\dot{3}, 0.(3) and 0.333\ldots; null if nothing repeats. */
    private Expr repeating(String digits) {
        int point = digits.indexOf('.');
        if (point < 0 || digits.contains("e") || digits.contains("E")) {
            return null;
        }
        Token mark = cursor.peek();
        boolean bar = mark.isCommand("overline") || mark.isCommand("bar");
        boolean bracket = mark.isOpen("(")
                && !mark.spaced()
                && cursor.ahead(1).kind() == Kind.NUMBER
                && cursor.tokens().partner(cursor.position()) == cursor.position() + 2;
        boolean dot = mark.isCommand("dot");
        if (!bar && !bracket && !dot) {
            return null;
        }
        String repeated = "";
        if (bracket) {
            repeated = cursor.ahead(1).text();
            cursor.move(cursor.position() + 3);
        } else if (bar) {
            cursor.take();
            repeated = digitsArgument();
        } else {
            repeated = dotted();
        }
        if (!repeated.matches("\\d+")) {
            throw new Unreadable("repeats what is no digit");
        }
        String head = digits.substring(0, point) + digits.substring(point + 1);
        int places = digits.length() - point - 1;
        BigInteger shift = BigInteger.TEN.pow(repeated.length()).subtract(BigInteger.ONE);
        Rational start = scaled(new BigInteger(head.isEmpty() ? "0" : head), -places);
        BigInteger down = BigInteger.TEN.pow(places).multiply(shift);
        Rational value = new Rational(
                start.numerator().multiply(down).add(new BigInteger(repeated).multiply(start.denominator())),
                start.denominator().multiply(down));
        return new Expr.Num(value, false, 0);
    }

    /** The period between two dots, or under one. */
    private String dotted() {
        StringBuilder period = new StringBuilder();
        cursor.take();
        period.append(digitsArgument());
        int start = cursor.position();
        String between = cursor.peek().kind() == Kind.NUMBER ? cursor.take().text() : "";
        if (cursor.peek().isCommand("dot")) {
            cursor.take();
            period.append(between).append(digitsArgument());
        } else {
            cursor.move(start);
        }
        return period.toString();
    }

    private String digitsArgument() {
        boolean braced = cursor.peek().isOpen("{");
        int close = braced ? cursor.tokens().partner(cursor.position()) : 0;
        Token digits = cursor.ahead(braced ? 1 : 0);
        if (braced && close != cursor.position() + 2 || digits.kind() != Kind.NUMBER) {
            throw new Unreadable("repeats what is no digit");
        }
        cursor.move(braced ? close + 1 : cursor.position() + 1);
        return digits.text();
    }

    /** 2\frac13 and 2 1/3; null if no fraction follows. The fraction must be proper. */
    private Expr mixed(String whole) {
        Token next = cursor.peek();
        String[] parts = null;
        int after = 0;
        if (next.kind() == Kind.COMMAND && Commands.FRACTIONS.contains(next.text())) {
            int first = cursor.position() + 1;
            int second = digitsEnd(first);
            int end = second < 0 ? -1 : digitsEnd(second);
            if (end > 0) {
                parts = new String[] {digitsAt(first), digitsAt(second)};
                after = end;
            }
        } else if (next.kind() == Kind.NUMBER
                && next.spaced()
                && cursor.ahead(1).isSymbol("/")
                && cursor.ahead(2).kind() == Kind.NUMBER) {
            parts = new String[] {next.text(), cursor.ahead(2).text()};
            after = cursor.position() + 3;
            if (cursor.before().isSymbol("/")
                    || cursor.tokens().at(cursor.position() - 2).isSymbol("/")) {
                throw new Unreadable("has a fraction behind a fraction");
            }
        }
        if (parts == null || !parts[0].matches("\\d+") || !parts[1].matches("\\d+")) {
            return null;
        }
        BigInteger over = new BigInteger(parts[0]);
        BigInteger under = new BigInteger(parts[1]);
        if (over.compareTo(under) >= 0) {
            throw new Unreadable("has a mixed number whose fraction is not proper");
        }
        cursor.move(after);
        if (cursor.peek().isSymbol("/")) {
            throw new Unreadable("has a fraction behind a mixed number");
        }
        return new Expr.Sum(List.of(decimal(whole), new Expr.Quotient(decimal(parts[0]), decimal(parts[1]))));
    }

    /** The place behind the number, in braces or bare, that stands at a place; −1 if none does. */
    private int digitsEnd(int at) {
        Tokens tokens = cursor.tokens();
        if (at >= cursor.end()) {
            return -1;
        }
        if (tokens.at(at).isOpen("{")) {
            return tokens.partner(at) == at + 2 && tokens.at(at + 1).kind() == Kind.NUMBER ? at + 3 : -1;
        }
        return tokens.at(at).kind() == Kind.NUMBER ? at + 1 : -1;
    }

    private String digitsAt(int at) {
        return cursor.tokens().at(at).isOpen("{")
                ? cursor.tokens().at(at + 1).text()
                : cursor.tokens().at(at).text();
    }

    /** 204_5, 204_{5}, 204_{\text{five}}. */
    private Expr based(String digits) {
        cursor.take();
        boolean braced = cursor.peek().isOpen("{");
        int close = braced ? cursor.tokens().partner(cursor.position()) : cursor.position();
        Token base = cursor.ahead(braced ? 1 : 0);
        if (braced && close != cursor.position() + 2) {
            throw new Unreadable("has a base that is no number");
        }
        cursor.move(close + 1);
        return based(digits, base);
    }

    static Expr based(String digits, Token base) {
        String word = base.text().toLowerCase(Locale.ROOT).replace("base", "").strip();
        int value =
                base.kind() == Kind.NUMBER && word.matches("\\d{1,2}") ? Integer.parseInt(word) : BASES.indexOf(word);
        String lower = digits.toLowerCase(Locale.ROOT);
        if (value < 2 || value > MAX_BASE || digits.contains(".")) {
            throw new Unreadable("has a base that is no number from 2 to " + MAX_BASE);
        }
        for (char digit : lower.toCharArray()) {
            if (Character.digit(digit, value) < 0) {
                throw new Unreadable("has a digit that its base " + value + " does not have");
            }
        }
        return new Expr.Based(lower, value);
    }
}
