package dev.luffy.maven.result;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.suite.Benchmark;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code metrics.json} of one evaluation: what was measured and what follows from it. No clock, no path; keys are sorted.
 *
 * @param format of this file
 * @param evaluation id of the evaluation
 * @param results one per benchmark and temperature, in the order declared
 * @param averages means over benchmarks, each counting the same, by temperature; empty for a single benchmark
 */
public record MetricsFile(
        int format, String evaluation, List<Result> results, SortedMap<String, List<Estimate>> averages) {

    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /**
     * A measurement and what follows from it.
     *
     * @param measurement problem by problem
     * @param estimates of the benchmark's metrics, in the order declared, then truncated and no-answer
     * @param subjects the first metric by subject, where the data names any
     * @param tooCostly responses that could not be judged within bounds
     * @param unusable problems that were not scored because their gold answer does not equal itself
     */
    public record Result(
            Measurement measurement,
            List<Estimate> estimates,
            SortedMap<String, Estimate> subjects,
            int tooCostly,
            List<Benchmark.Unusable> unusable) {

        public Result {
            estimates = List.copyOf(estimates);
            unusable = List.copyOf(unusable);
        }
    }

    public MetricsFile {
        results = List.copyOf(results);
    }
}
