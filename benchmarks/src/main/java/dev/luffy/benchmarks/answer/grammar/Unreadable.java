package dev.luffy.benchmarks.answer.grammar;

/** A text that the grammar does not know; the message says why, as the end of a sentence. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        // Without stack trace: it is an outcome, met often, and caught by Grammar.
        super(why, null, false, false);
    }
}
