package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * What a verifier found, and why. A wrong answer, no answer and a broken gold answer are three findings, so that each
 * can be counted by itself.
 *
 * @param status what was found
 * @param reason one sentence for a person, short whatever the texts were; not blank
 * @since 0.1
 */
public record Verdict(Status status, String reason) {

    public Verdict {
        Objects.requireNonNull(status, "status");
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("The reason of a verdict is blank: say what was found");
        }
    }

    /** The four findings. */
    public enum Status {
        /** The response gives the gold answer. */
        CORRECT,
        /** The response gives another answer. */
        INCORRECT,
        /** The response gives nothing that can be read as an answer. */
        NO_ANSWER,
        /** The gold answer itself cannot be read: the data set is at fault, and no response can be judged. */
        GOLD_UNPARSED
    }
}
