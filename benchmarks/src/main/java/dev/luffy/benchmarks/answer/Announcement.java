package dev.luffy.benchmarks.answer;

/**
 * An answer that the response announces.
 *
 * @param text the answer
 * @param at where it is announced
 * @param isFinal whether it is called final
 */
record Announcement(String text, int at, boolean isFinal) {}
