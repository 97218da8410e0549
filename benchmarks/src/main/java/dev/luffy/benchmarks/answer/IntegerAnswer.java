package dev.luffy.benchmarks.answer;

import java.math.BigInteger;

/** The fast path: most gold answers are integers, and so are most answers to them. */
final class IntegerAnswer {

    private static final int MAX_DIGITS = 1000;

    private IntegerAnswer() {}

    /** The integer that the text is, as in {@code 042}, {@code -5}, {@code $27.0$}; null if it is anything else. */
    static BigInteger of(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isEdge(text.charAt(from))) {
            from++;
        }
        while (to > from && isEdge(text.charAt(to - 1))) {
            to--;
        }
        int digits = from < to && (text.charAt(from) == '-' || text.charAt(from) == '+') ? from + 1 : from;
        int end = digits;
        while (end < to && isDigit(text.charAt(end))) {
            end++;
        }
        if (end == digits || end - digits > MAX_DIGITS) {
            return null;
        }
        int fraction = end;
        if (fraction < to && text.charAt(fraction) == '.') {
            fraction++;
            while (fraction < to && text.charAt(fraction) == '0') {
                fraction++;
            }
        }
        return fraction == to ? new BigInteger(text.substring(from, end)) : null;
    }

    private static boolean isEdge(char c) {
        return c == ' ' || c == '$' || c == '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
