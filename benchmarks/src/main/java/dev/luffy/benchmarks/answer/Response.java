package dev.luffy.benchmarks.answer;

import java.util.Objects;

/**
 * What a model wrote: its reasoning and, it is hoped, its answer.
 *
 * @param text the decoded response without prompt and special tokens; any text, the empty one included
 * @since 0.1
 */
public record Response(String text) {

    public Response {
        Objects.requireNonNull(text, "text");
    }
}
