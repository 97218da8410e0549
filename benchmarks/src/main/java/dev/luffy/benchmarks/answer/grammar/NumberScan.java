package dev.luffy.benchmarks.answer.grammar;

/** Reads the digits of a number, with the marks between its thousands. */
final class NumberScan {

    private NumberScan() {}

    static boolean startsAt(Source source) {
        char c = source.peek();
        return isDigit(c)
                || c == '.' && isDigit(source.at(source.position() + 1)) && !isDigit(source.at(source.position() - 1));
    }

    /**
     * Reads a number. Thousands may be marked by {@code {,}}, {@code ,\!}, a thin space or a space; a plain comma is
     * left to {@link Thousands}, which sees the whole answer.
     *
     * @param script whether it stands raised or lowered, where a space ends it
     */
    static String take(Source source, boolean script) {
        StringBuilder digits = new StringBuilder();
        takeDigits(source, digits);
        while (!script && !digits.isEmpty()) {
            int mark = thousandsMark(source, digits.length());
            if (mark == 0) {
                break;
            }
            source.skip(mark);
            takeDigits(source, digits);
        }
        char after = source.at(source.position() + 1);
        if (source.at(source.position()) == '.' && (isDigit(after) || continuesRepeating(source))) {
            source.skip(1);
            digits.append('.');
            takeDigits(source, digits);
        } else if (source.startsWith("{,}") && isDigit(source.at(source.position() + 3)) && digits.indexOf(".") < 0) {
            // 1{,}5: LaTeX for a decimal comma.
            source.skip(3);
            digits.append('.');
            takeDigits(source, digits);
        } else if (!digits.isEmpty() && source.at(source.position()) == '.' && "/*^".indexOf(after) >= 0) {
            source.skip(1); // 3./2, as programs print it
        }
        exponent(source, digits);
        return digits.toString();
    }

    private static void takeDigits(Source source, StringBuilder digits) {
        while (isDigit(source.at(source.position()))) {
            digits.append(source.peek());
            source.skip(1);
        }
    }

    /** 1.2e-5; but 2e^x is a product, and so is 3ex. */
    private static void exponent(Source source, StringBuilder digits) {
        int at = source.position();
        char e = source.at(at);
        if (e != 'e' && e != 'E') {
            return;
        }
        int first = source.at(at + 1) == '-' || source.at(at + 1) == '+' ? at + 2 : at + 1;
        int end = first;
        while (isDigit(source.at(end))) {
            end++;
        }
        if (end > first && end - first <= 6 && !Lexer.isLetter(source.at(end)) && source.at(end) != '^') {
            digits.append(source.take(end - at).replace("+", ""));
        }
    }

    /** 0.\overline{3}, 0.\dot{3} and 0.(3): the point belongs to the number. */
    private static boolean continuesRepeating(Source source) {
        int at = source.position() + 1;
        return source.at(at) == '(' && isDigit(source.at(at + 1))
                || source.at(at) == '\\'
                        && (source.text(Math.min(source.length(), at + 10)).contains("\\overline")
                                || source.text(Math.min(source.length(), at + 5))
                                        .contains("\\dot")
                                || source.text(Math.min(source.length(), at + 5))
                                        .contains("\\bar"));
    }

    /** How many characters mark that three more digits follow; 0 if none do. */
    private static int thousandsMark(Source source, int digitsBefore) {
        int at = source.position();
        int i = at;
        boolean comma = false;
        boolean thin = false;
        int spaces = 0;
        for (; ; ) {
            char c = source.at(i);
            if (c == ' ' || c == '~') {
                spaces++;
                i++;
            } else if (c == '\\' && (source.at(i + 1) == '!' || source.at(i + 1) == ',' || source.at(i + 1) == ' ')) {
                thin |= source.at(i + 1) != ' ';
                spaces += source.at(i + 1) == ' ' ? 1 : 0;
                i += 2;
            } else if (c == '{' && !comma && bracedComma(source, i) > 0) {
                comma = true;
                thin = true;
                i = bracedComma(source, i);
            } else if (c == ',' && !comma) {
                comma = true;
                i++;
            } else {
                break;
            }
        }
        boolean marked = thin || !comma && spaces == 1 && digitsBefore <= 3;
        boolean three = isDigit(source.at(i))
                && isDigit(source.at(i + 1))
                && isDigit(source.at(i + 2))
                && !isDigit(source.at(i + 3));
        boolean fraction = spaces > 0 && !comma && !thin && nextMark(source, i + 3) == '/';
        return i > at && marked && three && !fraction ? i - at : 0;
    }

    /** The place behind a comma in braces, with spaces or without; 0 if there is none. */
    private static int bracedComma(Source source, int at) {
        int i = at + 1;
        while (source.at(i) == ' ') {
            i++;
        }
        if (source.at(i) != ',') {
            return 0;
        }
        i++;
        while (source.at(i) == ' ') {
            i++;
        }
        return source.at(i) == '}' ? i + 1 : 0;
    }

    private static char nextMark(Source source, int from) {
        int i = from;
        while (source.at(i) == ' ') {
            i++;
        }
        return source.at(i);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
