package dev.luffy.benchmarks.problem;

import java.util.Objects;

/**
 * One response of the teacher to one problem: an off-policy trajectory (LUFFY, arXiv 2504.14945, section 3). A problem
 * may have several.
 *
 * @param problemId the {@link Problem#id()} this responds to; not blank
 * @param text the response, verbatim and without the end-of-sequence token; not empty
 * @since 0.1
 */
public record Trace(String problemId, String text) {

    /** @throws IllegalArgumentException if {@code problemId} is blank or {@code text} is empty */
    public Trace {
        if (Objects.requireNonNull(problemId, "problemId").isBlank()) {
            throw new IllegalArgumentException("The problemId of a trace is blank: name the problem it responds to");
        }
        if (Objects.requireNonNull(text, "text").isEmpty()) {
            throw new IllegalArgumentException(
                    "The trace of problem " + problemId + " is empty: leave the trace out instead");
        }
    }
}
