package dev.luffy.benchmarks.answer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers in prose, whole: never a part of a mixed number or of a word. */
final class Numbers {

    private static final int WINDOW = 4096;

    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{Alnum}_^.\\\\])(?:(?<![\\w)\\]])[-−])?\\$?"
            + "(?:\\d{1,15} {1,3}\\d{1,15} ?/ ?\\d{1,15}"
            + "|\\d{1,30}(?:\\.\\d{1,30})?/\\d{1,30}"
            + "|\\d{1,15},\\d{1,2}(?= ?[$€£])"
            + "|\\d{1,3}(?:,\\d{3}){1,8}(?:\\.\\d{1,30})?"
            + "|\\d{1,200}(?:\\.\\d{1,200})?"
            + "|\\.\\d{1,200})"
            + "(?: ?(?:%|\\\\%|percent|percentage|pct)(?![a-z]))?(?!\\d)");

    /** A number or a sign before the number: together they are a list, a range or a formula. */
    private static final Pattern BESIDE = Pattern.compile(
            "(?<![\\d/.])\\d{1,30}%?\\s{1,3}$|\\d%?\\s?(?:,|;|-|–|\\bor\\b|\\bto\\b)\\s{0,3}$|[+/^√×·(]\\s?$|(?<!\\*)\\*\\s?$");

    private static final Pattern OFFER = Pattern.compile("(?i)\\b(?:or|and|to)\\b|[-–,;/] ?\\d");

    private Numbers() {}

    /** The last number of the text's last sentence that has one and does not take it back; empty if there is none. */
    static String last(String text) {
        String window = text.substring(Math.max(0, text.length() - WINDOW));
        int at = -1;
        String found = "";
        Matcher matcher = NUMBER.matcher(window);
        while (matcher.find()) {
            if (isTorn(window, matcher)) {
                found = "";
            } else if (standsAlone(window, matcher)) {
                at = matcher.start();
                found = matcher.group();
            }
        }
        if (found.isEmpty()) {
            return "";
        }
        int start = SentenceBounds.start(window, at);
        String sentence = window.substring(start, Announcements.sentenceEnd(window, at));
        boolean doubtful = BESIDE.matcher(sentence.substring(0, at - start)).find()
                || Sentences.assumes(sentence)
                || Sentences.hedgedBefore(sentence, at - start);
        return doubtful || SentenceBounds.goesOn(window, at) ? "" : found;
    }

    /** The first number; empty if there is none. */
    static String first(String text) {
        String window = text.substring(0, Math.min(text.length(), WINDOW));
        Matcher matcher = NUMBER.matcher(window);
        while (matcher.find()) {
            if (isTorn(window, matcher)) {
                return "";
            }
            if (standsAlone(window, matcher)) {
                return matcher.group();
            }
        }
        return "";
    }

    /** The first number of a sentence that does not take it back, and offers no other beside it; else empty. */
    static String only(String sentence) {
        String number = first(sentence);
        if (number.isEmpty()) {
            return "";
        }
        int at = sentence.indexOf(number);
        String behind = sentence.substring(at + number.length());
        boolean another = !first(behind).isEmpty();
        boolean doubtful = Sentences.hedged(sentence.substring(0, at))
                || another && (Sentences.hedged(behind) || OFFER.matcher(behind).find());
        return doubtful ? "" : number;
    }

    /** Whether it is a fraction behind a number: a mixed number that is none, of which no part is the answer. */
    private static boolean isTorn(String text, Matcher number) {
        int before = number.start() - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before < number.start() - 1
                && before >= 0
                && number.group().indexOf('/') > 0
                && (Character.isDigit(text.charAt(before)) || ")/".indexOf(text.charAt(before)) >= 0);
    }

    /** Whether no letter follows that would make it a term of algebra; the letter of a unit may. */
    private static boolean standsAlone(String text, Matcher number) {
        int end = number.end();
        if (end < text.length() && text.charAt(end) == '/') {
            return false;
        }
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
