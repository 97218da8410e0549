package dev.luffy.benchmarks.problem;

import java.util.List;
import java.util.Objects;

/**
 * One problem and its gold answer, as text: nothing here knows what the answer means.
 *
 * @param id the name of the problem, unique within a file; not blank
 * @param prompt what the model is asked, without chat template; not blank
 * @param answer the gold answer as the data set writes it; not blank
 * @param family the kind of problem, or the empty string where the data set names none
 * @param level the difficulty, or the empty string where the data set names none
 * @param alternatives further gold answers, each as right as the first; usually empty
 * @param tolerance by how much a number may differ, as the data set writes it ({@code 1e-1}); usually empty
 * @since 0.1
 */
public record Problem(
        String id,
        String prompt,
        String answer,
        String family,
        String level,
        List<String> alternatives,
        String tolerance) {

    /** @throws IllegalArgumentException if {@code id}, {@code prompt} or {@code answer} is blank */
    public Problem {
        requireText("id", id);
        requireText("prompt", prompt);
        requireText("answer", answer);
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(tolerance, "tolerance");
        alternatives = List.copyOf(alternatives);
    }

    /** A problem with one gold answer and no tolerance of its own. */
    public Problem(String id, String prompt, String answer, String family, String level) {
        this(id, prompt, answer, family, level, List.of(), "");
    }

    private static void requireText(String name, String value) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException("The " + name + " of a problem is blank: give it a text");
        }
    }
}
