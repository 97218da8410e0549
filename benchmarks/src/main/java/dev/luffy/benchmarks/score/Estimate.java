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
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>, and docs/statistics.md for how well these
 *     intervals cover
 * @since 0.1
 */
public record Estimate(String metric, double value, Interval interval, double confidence, int problems, String method) {

    /**
     * Estimates a metric. Where every problem counts 0 or 1 the interval is Wilson's; otherwise it is the score interval
     * with the design effect estimated from the problems, see {@link ProblemMeans}.
     *
     * @throws IllegalArgumentException if there is no outcome, one has fewer responses than the metric needs, or the
     *     confidence is not between 0 and 1
     */
    public static Estimate of(Metric metric, List<Outcome> outcomes, double confidence) {
        ProblemMeans values = ProblemMeans.of(metric, outcomes);
        return new Estimate(
                metric.label(),
                values.mean(),
                values.interval(confidence),
                confidence,
                values.problems(),
                values.intervalName());
    }

    /**
     * The mean of a metric over several benchmarks, each counting the same whatever its size: the paper's average.
     *
     * <p>Variances of independent benchmarks add. They are recovered from the benchmarks' own intervals (Zou and Donner,
     * Statistics in Medicine 27, 2008), so that the interval stays within 0 … 1, need not be symmetric, and has width
     * where a benchmark is answered fully or not at all:
     *
     * <pre>{@code
     *   low = p − √( Σ (p_b − low_b)² ) / B      high = p + √( Σ (high_b − p_b)² ) / B      p = Σ p_b / B
     * }</pre>
     *
     * @throws IllegalArgumentException as {@link #of}, and if there is no benchmark
     */
    public static Estimate macro(Metric metric, List<List<Outcome>> benchmarks, double confidence) {
        if (benchmarks.isEmpty()) {
            throw new IllegalArgumentException(
                    "The average of " + metric.label() + " over no benchmark: give at least 1 benchmark");
        }
        double sum = 0;
        double below = 0;
        double above = 0;
        int problems = 0;
        for (List<Outcome> outcomes : benchmarks) {
            Estimate one = of(metric, outcomes, confidence);
            sum += one.value();
            below += square(one.value() - one.interval().low());
            above += square(one.interval().high() - one.value());
            problems += one.problems();
        }
        int n = benchmarks.size();
        double mean = sum / n;
        Interval interval =
                new Interval(Math.max(0, mean - Math.sqrt(below) / n), Math.min(1, mean + Math.sqrt(above) / n));
        return new Estimate(
                metric.label(), mean, interval, confidence, problems, "variances of " + n + " benchmarks added");
    }

    private static double square(double x) {
        return x * x;
    }
}
