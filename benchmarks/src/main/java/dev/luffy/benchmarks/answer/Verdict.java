package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * What a verifier found.
 *
 * @param status the outcome
 * @param reason one line saying why; never null
 */
public record Verdict(Status status, String reason) {

    /** The outcomes; each is counted by itself, so that an unreadable gold answer never looks like a wrong response. */
    public enum Status {
        /** The response's answer equals the gold answer. */
        CORRECT,
        /** The response has an answer, and it differs. */
        INCORRECT,
        /** The response has no answer that could be read. */
        NO_ANSWER,
        /** The gold answer could not be read; nothing is said about the response. */
        GOLD_UNPARSED
    }

    /** @throws NullPointerException if a component is null */
    public Verdict {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
    }
}
