package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * The answer a data set holds to be right. A type of its own, so that it cannot change places with a {@link Response}.
 *
 * @param text the answer as the data set writes it; any text, since judging it is the verifier's work
 * @since 0.1
 */
public record Gold(String text) {

    public Gold {
        Objects.requireNonNull(text, "text");
    }
}
