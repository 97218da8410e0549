package dev.luffy.benchmarks.problem;

import java.util.List;

/**
 * What one row of a file of training problems holds.
 *
 * @param problem the problem
 * @param system the row's system message, or empty
 * @param targets the teacher's responses in the row, verbatim; an empty text is a target that says nothing
 * @param index of the problem among the file's, in the order of their first rows
 * @param repeated whether an earlier row has the same problem
 * @param row the line it starts in, or in a Parquet file its position, from 1
 * @since 0.1
 */
public record Example(Problem problem, String system, List<String> targets, int index, boolean repeated, long row) {

    public Example {
        targets = List.copyOf(targets);
    }
}
