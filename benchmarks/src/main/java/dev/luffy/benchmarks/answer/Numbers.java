package dev.luffy.benchmarks.answer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers in prose, whole: never a part of a mixed number or of a word. */
final class Numbers {

    private static final int WINDOW = 4096;

    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{Alnum}_^.\\\\])(?:(?<![\\w)\\]])[-−])?\\$?"
            + "(?:\\d{1,15} {1,3}\\d{1,15} ?/ ?\\d{1,15}"
            + "|\\d{1,30}(?:\\.\\d{1,30})?/\\d{1,30}"
            + "|\\d{1,3}(?:,\\d{3}){1,8}(?:\\.\\d{1,30})?"
            + "|\\d{1,200}(?:\\.\\d{1,200})?"
            + "|\\.\\d{1,200})"
            + "(?: ?(?:%|\\\\%|percent|percentage|pct)(?![a-z]))?(?!\\d)");

    private Numbers() {}

    /** The last number of the text's end; empty if there is none. */
    static String last(String text) {
        String window = text.substring(Math.max(0, text.length() - WINDOW));
        Matcher matcher = NUMBER.matcher(window);
        String found = "";
        while (matcher.find()) {
            found = standsAlone(window, matcher.end()) ? matcher.group() : found;
        }
        return found;
    }

    /** The first number; empty if there is none. */
    static String first(String text) {
        String window = text.substring(0, Math.min(text.length(), WINDOW));
        Matcher matcher = NUMBER.matcher(window);
        while (matcher.find()) {
            if (standsAlone(window, matcher.end())) {
                return matcher.group();
            }
        }
        return "";
    }

    /** Whether no letter follows that would make it a term of algebra; the letter of a unit may. */
    private static boolean standsAlone(String text, int end) {
        if (end >= text.length() || !isLetter(text.charAt(end))) {
            return true;
        }
        boolean word = end + 1 < text.length() && isLetter(text.charAt(end + 1));
        return word || "mgsLlK".indexOf(text.charAt(end)) >= 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
