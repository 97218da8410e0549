package dev.luffy.runtime.endpoint;

import java.time.Duration;

/**
 * What one attempt came to. Texts are ready to be shown: without the key, shortened, on one line.
 *
 * @param <A> an answer
 */
sealed interface Outcome<A> {

    /** The answer. */
    record Answered<A>(A answer) implements Outcome<A> {}

    /**
     * Another attempt may get further.
     *
     * @param what happened
     * @param atLeast what the server wants to be left alone for, zero if it did not say
     */
    record Again<A>(String what, Duration atLeast) implements Outcome<A> {}

    /** No connection came about; another attempt may find the server started. */
    record Unreachable<A>(String what) implements Outcome<A> {}

    /**
     * This question will not be answered; others may be.
     *
     * @param what the server said
     */
    record Declined<A>(String what) implements Outcome<A> {}

    /**
     * Whatever is asked would be refused.
     *
     * @param what happened, and what to do about it
     * @param userError whether the declaration is at fault
     */
    record Refused<A>(String what, boolean userError) implements Outcome<A> {}
}
