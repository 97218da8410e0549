package dev.luffy.runtime.model.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Methods of Python's {@code str}. */
final class PythonStrings {

    private PythonStrings() {}

    /** @throws TemplateFunctions.Raised if there is no such method here, or not with these arguments */
    static Object call(String text, String method, Object[] arguments) {
        String first = arguments.length > 0 && arguments[0] != null ? String.valueOf(arguments[0]) : null;
        switch (method + "/" + arguments.length) {
            case "strip/0", "strip/1":
                return lstrip(rstrip(text, first), first);
            case "lstrip/0", "lstrip/1":
                return lstrip(text, first);
            case "rstrip/0", "rstrip/1":
                return rstrip(text, first);
            case "startswith/1":
                return affixes(arguments[0]).stream().anyMatch(text::startsWith);
            case "endswith/1":
                return affixes(arguments[0]).stream().anyMatch(text::endsWith);
            case "lower/0":
                return text.toLowerCase(Locale.ROOT);
            case "upper/0":
                return text.toUpperCase(Locale.ROOT);
            case "capitalize/0":
                return capitalize(text);
            case "title/0":
                return title(text);
            case "replace/2":
                return text.replace(first, String.valueOf(arguments[1]));
            case "split/0", "split/1", "split/2":
                return split(text, first, arguments.length < 2 ? -1 : ((Number) arguments[1]).intValue());
            case "join/1":
                return join(text, (Iterable<?>) arguments[0]);
            case "find/1":
                return (long) text.indexOf(first);
            case "count/1":
                return (long) split(text, first, -1).size() - 1;
            default:
                throw new TemplateFunctions.Raised(
                        "the string method ." + method + "() with " + arguments.length + " arguments is not supported");
        }
    }

    /** As {@code str.strip}: characters of {@code of}, or white space for null, are taken from both ends. */
    static String strip(String text, String of) {
        return lstrip(rstrip(text, of), of);
    }

    private static String lstrip(String text, String of) {
        int from = 0;
        while (from < text.length() && strippable(text.charAt(from), of)) from++;
        return text.substring(from);
    }

    private static String rstrip(String text, String of) {
        int to = text.length();
        while (to > 0 && strippable(text.charAt(to - 1), of)) to--;
        return text.substring(0, to);
    }

    private static boolean strippable(char c, String of) {
        return of == null ? isSpace(c) : of.indexOf(c) >= 0;
    }

    // Java's own tests leave out a no-break space or the next-line control, which Python takes for white space.
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    private static List<String> affixes(Object argument) {
        List<String> affixes = new ArrayList<>();
        if (argument instanceof Iterable<?> tuple) tuple.forEach(each -> affixes.add(String.valueOf(each)));
        else affixes.add(String.valueOf(argument));
        return affixes;
    }

    private static List<String> split(String text, String separator, int most) {
        if (separator != null && separator.isEmpty()) throw new TemplateFunctions.Raised("empty separator");
        List<String> parts = new ArrayList<>();
        String rest = separator == null ? lstrip(text, null) : text;
        while (most < 0 || parts.size() < most) {
            int at = separator == null ? firstSpace(rest) : rest.indexOf(separator);
            if (at < 0) break;
            parts.add(rest.substring(0, at));
            rest = separator == null ? lstrip(rest.substring(at), null) : rest.substring(at + separator.length());
        }
        if (separator != null || !rest.isEmpty()) parts.add(rest);
        return parts;
    }

    private static int firstSpace(String text) {
        for (int i = 0; i < text.length(); i++) if (isSpace(text.charAt(i))) return i;
        return -1;
    }

    private static String join(String separator, Iterable<?> items) {
        List<String> texts = new ArrayList<>();
        for (Object item : items) texts.add(String.valueOf(item));
        return String.join(separator, texts);
    }

    private static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inWord = false;
        for (char c : text.toCharArray()) {
            titled.append(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
        }
        return titled.toString();
    }
}
