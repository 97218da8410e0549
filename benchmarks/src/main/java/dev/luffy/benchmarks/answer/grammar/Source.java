package dev.luffy.benchmarks.answer.grammar;

/** The text of an answer and how far it has been read. */
final class Source {

    private final String text;
    private int position;

    Source(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    int position() {
        return position;
    }

    int length() {
        return text.length();
    }

    char peek() {
        return text.charAt(position);
    }

    /** The character at an absolute place, or 0 beyond the end. */
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : 0;
    }

    /** The text from here to an absolute place. */
    String text(int end) {
        return text.substring(position, end);
    }

    void skip(int characters) {
        position = Math.min(text.length(), position + characters);
    }

    void back(int characters) {
        position -= characters;
    }

    String take(int characters) {
        String taken = text.substring(position, position + characters);
        position += characters;
        return taken;
    }

    boolean takeIf(char c) {
        if (at(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, position);
    }

    /** Reads the first of the spellings that stands here, as long as no letter continues it; empty if none does. */
    String takeFirstOf(String... spellings) {
        for (String spelling : spellings) {
            boolean name = Lexer.isLetter(spelling.charAt(spelling.length() - 1));
            if (startsWith(spelling) && !(name && Lexer.isLetter(at(position + spelling.length())))) {
                position += spelling.length();
                return spelling;
            }
        }
        return "";
    }

    String takeLetters() {
        int end = position;
        while (end < text.length() && isCommandLetter(text.charAt(end))) {
            end++;
        }
        return take(Math.max(end, position) - position);
    }

    private static boolean isCommandLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    /** The inside of the braces here, or the next character or word; empty at the end. */
    String argument() {
        skipSpaces();
        if (atEnd()) {
            return "";
        }
        if (peek() == '{') {
            return braced();
        }
        int end = position;
        while (end < text.length() && Lexer.isLetter(text.charAt(end))) {
            end++;
        }
        return take(Math.max(1, end - position));
    }

    /** Reads the inside of the braces that open here; nothing if none do. */
    String braced() {
        if (at(position) != '{') {
            return "";
        }
        int depth = 0;
        for (int i = position; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                String inside = text.substring(position + 1, i);
                position = i + 1;
                return inside;
            }
        }
        throw new Unreadable("has a brace that is never closed");
    }
}
