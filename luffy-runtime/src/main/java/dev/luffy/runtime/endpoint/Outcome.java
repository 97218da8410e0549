package dev.luffy.runtime.endpoint;

import dev.luffy.benchmarks.suite.Sample;
import java.time.Duration;

/** What one attempt came to. Texts are ready to be shown: without the key, shortened, on one line. */
sealed interface Outcome {

    /** The answer. */
    record Answered(Sample sample) implements Outcome {}

    /**
     * Another attempt may get further.
     *
     * @param what happened
     * @param atLeast what the server wants to be left alone for, zero if it did not say
     */
    record Again(String what, Duration atLeast) implements Outcome {}

    /** No connection came about; another attempt may find the server started. */
    record Unreachable(String what) implements Outcome {}

    /**
     * This question will not be answered; others may be.
     *
     * @param what the server said
     */
    record Declined(String what) implements Outcome {}

    /**
     * Whatever is asked would be refused.
     *
     * @param what happened, and what to do about it
     * @param userError whether the declaration is at fault
     */
    record Refused(String what, boolean userError) implements Outcome {}
}
