package dev.luffy.benchmarks.problem;

/**
 * A teacher's response to one problem.
 *
 * @param problemId the {@link Problem#id()} it answers; neither null nor blank
 * @param text the whole response (reasoning, boundary, answer) without the end-of-sequence token; neither null nor blank
 */
public record Trace(String problemId, String text) {

    /**
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if a component is blank
     */
    public Trace {
        NonBlank.check("problemId", problemId);
        NonBlank.check("text", text);
    }
}
