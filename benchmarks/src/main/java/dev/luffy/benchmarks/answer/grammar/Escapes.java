package dev.luffy.benchmarks.answer.grammar;

/** Backslashes that were doubled on their way through some other language: {@code \\frac} for {@code \frac}. */
final class Escapes {

    private static final String[] SIGNS = {"\\\\begin", "\\\\end{"};

    private Escapes() {}

    /** The text with doubled backslashes made single where they are no line breaks. Linear. */
    static String single(String text) {
        if (!text.contains("\\\\")) {
            return text;
        }
        for (String sign : SIGNS) {
            if (text.contains(sign) && !text.contains("\\" + sign)) {
                return text.replace("\\\\", "\\");
            }
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (c != '\\' || i + 1 >= text.length()) {
                continue;
            }
            char following = text.charAt(i + 1);
            if (following == '\\') {
                if (startsCommand(text, i + 2)) {
                    i++;
                    continue;
                }
                out.append('\\');
            } else {
                out.append(following);
            }
            i++;
        }
        return out.toString();
    }

    /** How many dollars stand there as such: one alone is money. */
    static int unescapedDollars(String text) {
        int dollars = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '$') {
                dollars++;
            }
        }
        return dollars;
    }

    private static boolean startsCommand(String text, int from) {
        int end = from;
        while (end < text.length() && Lexer.isLetter(text.charAt(end))) {
            end++;
        }
        return end - from >= 2 && Commands.known(text.substring(from, end));
    }
}
