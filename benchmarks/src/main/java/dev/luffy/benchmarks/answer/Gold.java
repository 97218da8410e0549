package dev.luffy.benchmarks.answer;

import java.util.List;
import java.util.Objects;

/**
 * The answer a data set holds to be right. A type of its own, so that it cannot change places with a {@link Response}.
 *
 * @param text the answer as the data set writes it; any text, since judging it is the verifier's work
 * @param alternatives further answers, each as right as the first; usually empty
 * @param tolerance by how much a number may differ, as the data set writes it ({@code 1e-1}); empty for the policy's
 * @since 0.1
 */
public record Gold(String text, List<String> alternatives, String tolerance) {

    public Gold {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(tolerance, "tolerance");
        alternatives = List.copyOf(alternatives);
    }

    /** One answer, with the policy's tolerance. */
    public Gold(String text) {
        this(text, List.of(), "");
    }
}
