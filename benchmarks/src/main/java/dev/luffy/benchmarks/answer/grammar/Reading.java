package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form;
import java.util.List;

/**
 * What a text means.
 *
 * @param forms its meanings, the likeliest first: {@code (1,3)} is a pair and may be an interval; empty if it has none
 * @param problem why it has none, as the end of a sentence; empty if it has one
 * @since 0.1
 */
public record Reading(List<Form> forms, String problem) {

    public Reading {
        forms = List.copyOf(forms);
    }

    /** Whether the text has a meaning. */
    public boolean readable() {
        return !forms.isEmpty();
    }

    /** The likeliest meaning; there is one if {@link #readable()}. */
    public Form form() {
        return forms.get(0);
    }
}
