package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * What a model wrote.
 *
 * @param text the whole response, reasoning included, without the end-of-sequence token; not null, may be empty
 */
public record Response(String text) {

    /** @throws NullPointerException if the text is null */
    public Response {
        Objects.requireNonNull(text, "text");
    }
}
