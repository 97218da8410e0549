package dev.luffy.benchmarks.problem;

import java.util.Objects;

/** What the required text fields of this room have in common. */
final class NonBlank {
    private NonBlank() {}

    static void check(String field, String value) {
        Objects.requireNonNull(value, field);
        if (value.isBlank()) {
            throw new IllegalArgumentException("'" + field + "' is blank");
        }
    }
}
