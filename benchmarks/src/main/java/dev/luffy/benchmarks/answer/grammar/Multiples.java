package dev.luffy.benchmarks.answer.grammar;

import java.util.Locale;
import java.util.Map;

/** Words that multiply the number before them: 5 million. */
final class Multiples {

    private static final Map<String, Long> WORDS = Map.of(
            "hundred", 100L,
            "thousand", 1_000L,
            "million", 1_000_000L,
            "billion", 1_000_000_000L,
            "trillion", 1_000_000_000_000L,
            "dozen", 12L);

    private Multiples() {}

    /** By how much the text's first word multiplies; 0 if it is no such word. */
    static long of(String text) {
        return WORDS.getOrDefault(first(text).toLowerCase(Locale.ROOT), 0L);
    }

    /** The text behind its first word. */
    static String rest(String text) {
        return text.strip().substring(first(text).length()).strip();
    }

    private static String first(String text) {
        String stripped = text.strip();
        int space = stripped.indexOf(' ');
        return space < 0 ? stripped : stripped.substring(0, space);
    }
}
