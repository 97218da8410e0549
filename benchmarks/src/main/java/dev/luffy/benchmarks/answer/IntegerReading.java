package dev.luffy.benchmarks.answer;

import java.math.BigInteger;

/**
 * A text read as one integer by the grammar of {@link IntegerVerifier}.
 *
 * @param value the integer; null if the text is none
 * @param problem why the text is no integer, as the end of a sentence; null if it is one
 */
record IntegerReading(BigInteger value, String problem) {

    /** Bounds the cost of a verdict: turning digits into a number takes more than linear time. */
    static final int MAX_DIGITS = 1000;

    private static final String BOX = "\\boxed{";
    private static final int SHOWN_CHARACTERS = 40;

    static IntegerReading of(String text) {
        String stripped = text.strip();
        String integer = unboxed(stripped);
        int start = !integer.isEmpty() && (integer.charAt(0) == '+' || integer.charAt(0) == '-') ? 1 : 0;
        int digits = integer.length() - start;
        if (stripped.isEmpty()) {
            return new IntegerReading(null, "is empty");
        }
        if (digits == 0 || !hasOnlyDigits(integer, start)) {
            return new IntegerReading(null, "is not one integer: " + shown(stripped));
        }
        if (digits > MAX_DIGITS) {
            return new IntegerReading(null, "has " + digits + " digits, more than the " + MAX_DIGITS + " allowed");
        }
        return new IntegerReading(new BigInteger(integer), null);
    }

    boolean readable() {
        return value != null;
    }

    String shownValue() {
        String digits = value.toString();
        return digits.length() <= SHOWN_CHARACTERS ? digits : digits.substring(0, SHOWN_CHARACTERS) + "…";
    }

    /** A text for a reason: quoted, on one line, and short. */
    static String shown(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(SHOWN_CHARACTERS).forEach(c -> quoted.appendCodePoint(printable(c) ? c : ' '));
        return quoted.append(text.codePointCount(0, text.length()) > SHOWN_CHARACTERS ? "…\"" : "\"")
                .toString();
    }

    /** The inside of one box around the whole text, or the text. A second box stays and is then no integer. */
    private static String unboxed(String text) {
        return text.startsWith(BOX) && text.endsWith("}")
                ? text.substring(BOX.length(), text.length() - 1).strip()
                : text;
    }

    /** ASCII only: BigInteger would also take the digits of other scripts, which no gold answer is written in. */
    private static boolean hasOnlyDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
