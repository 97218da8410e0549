package dev.luffy.benchmarks.score;

import java.util.List;

/**
 * A metric over problems, and how far it may be from what more problems of the same kind would give. Problems are the
 * independent units: several responses to one problem do not count as several problems.
 *
 * @param metric its name
 * @param value mean over problems, 0 … 1
 * @param interval where the mean over the population of such problems is to be expected
 * @param confidence of the interval, such as 0.95
 * @param problems how many there are
 * @param method how the interval was made, for people
 * @since 0.1
 */
public record Estimate(String metric, double value, Interval interval, double confidence, int problems, String method) {

    /**
     * Estimates a metric.
     *
     * @throws IllegalArgumentException if there is no outcome, or one has fewer responses than the metric needs
     */
    public static Estimate of(Metric metric, List<Outcome> outcomes, double confidence) {
        throw new UnsupportedOperationException(metric + "" + outcomes + confidence);
    }

    /** The mean of a metric over several benchmarks, each counting the same whatever its size: the paper's average. */
    public static Estimate macro(Metric metric, List<List<Outcome>> benchmarks, double confidence) {
        throw new UnsupportedOperationException(metric + "" + benchmarks + confidence);
    }
}
