package dev.luffy.benchmarks.problem;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a file of problems is read.
 *
 * @param format of the file; null for what its name ends in ({@code .jsonl}, {@code .json}, {@code .parquet})
 * @param fields where in a row each part of a problem is: one of {@link #PARTS} → a path such as {@code reward_model.ground_truth}
 *     or {@code prompt[role=user].content}; several paths may be given with {@code |} between them, the first present one counts
 * @param where values that a row must have to be read, by path; empty for every row
 * @since 0.1
 */
public record Layout(Format format, Map<String, String> fields, Map<String, String> where) {

    /** The parts of a problem that a field can be given for. */
    public static final List<String> PARTS = List.of(
            "id",
            "problem",
            "answer",
            "subject",
            "level",
            "tolerance",
            "unit",
            "system",
            "choices",
            "correct",
            "incorrect");

    public Layout {
        fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
        where = java.util.Collections.unmodifiableMap(new TreeMap<>(where));
    }

    /** The formats. */
    public enum Format {
        JSONL,
        JSON,
        PARQUET
    }
}
