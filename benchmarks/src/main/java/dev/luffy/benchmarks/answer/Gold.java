package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * A reference answer. It is a type of its own so that gold and response cannot be exchanged by mistake.
 *
 * @param text the answer alone, without reasoning; not null
 */
public record Gold(String text) {

    /** @throws NullPointerException if the text is null */
    public Gold {
        Objects.requireNonNull(text, "text");
    }
}
