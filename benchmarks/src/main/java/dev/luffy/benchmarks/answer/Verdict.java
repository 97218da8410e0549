package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * What a verifier found, and why. A wrong answer, no answer, a broken gold answer and one too costly to judge are
 * findings of their own, so that each can be counted by itself.
 *
 * @param status what was found
 * @param reason one sentence for a person, short whatever the texts were; not blank
 * @param answer the text that was judged, without boxes; empty if the response gives none
 * @since 0.1
 */
public record Verdict(Status status, String reason, String answer) {

    public Verdict {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(answer, "answer");
        if (Objects.requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("The reason of a verdict is blank: say what was found");
        }
    }

    /** A verdict on no text. */
    public Verdict(Status status, String reason) {
        this(status, reason, "");
    }

    /** The findings. */
    public enum Status {
        /** The response gives the gold answer. */
        CORRECT,
        /** The response gives another answer. */
        INCORRECT,
        /** The response gives nothing that can be read as an answer. */
        NO_ANSWER,
        /** The gold answer itself cannot be read: the data set is at fault, and no response can be judged. */
        GOLD_UNPARSED,
        /** Telling would cost more than a verdict may; the answer counts as wrong and is reported by itself. */
        TOO_COSTLY
    }
}
