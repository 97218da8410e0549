package dev.luffy.benchmarks.problem;

import java.util.Objects;

/**
 * One question with its reference answer.
 *
 * @param id unique within a file; neither null nor blank
 * @param prompt the text given to the model, as it is; neither null nor blank
 * @param answer the reference ("gold") answer as text; neither null nor blank
 * @param family the kind of problem, or the empty string
 * @param level the difficulty, or the empty string
 */
public record Problem(String id, String prompt, String answer, String family, String level) {

    /**
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if {@code id}, {@code prompt} or {@code answer} is blank
     */
    public Problem {
        NonBlank.check("id", id);
        NonBlank.check("prompt", prompt);
        NonBlank.check("answer", answer);
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(level, "level");
    }
}
