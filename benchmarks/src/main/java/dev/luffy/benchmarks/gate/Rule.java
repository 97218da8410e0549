package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Metric;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a build insists on for one metric of one benchmark. At least one of the limits is there.
 *
 * @param evaluation id of the evaluation
 * @param benchmark id of the benchmark
 * @param temperature of the measurement, or null if there is only one
 * @param metric what is limited
 * @param minimum the value must not be below it for certain, or null
 * @param maximumDrop the value must not be worse than the baseline's by more than this for certain, or null
 * @param maximumNewFailures how many problems may have become wrong; greedy decoding of the same model only; or null
 * @param confidence at which a violation must be shown before it fails the build, such as 0.95
 * @since 0.1
 */
public record Rule(
        String evaluation,
        String benchmark,
        Double temperature,
        Metric metric,
        BigDecimal minimum,
        BigDecimal maximumDrop,
        Integer maximumNewFailures,
        double confidence) {

    /**
     * @throws InvalidRuleException if no limit is there, one is out of its range, or a minimum is set for a metric of which
     *     less is better; names the element
     */
    public Rule {
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(benchmark, "benchmark");
        Objects.requireNonNull(metric, "metric");
        String where = "The check of " + benchmark + " " + metric.label() + " of " + evaluation;
        if (minimum == null && maximumDrop == null && maximumNewFailures == null) {
            throw new InvalidRuleException(
                    where, "minimum", "nothing", "a check needs <minimum>, <maximumDrop> or <maximumNewFailures>");
        }
        requireShare(where, "minimum", minimum);
        requireShare(where, "maximumDrop", maximumDrop);
        if (minimum != null && !metric.higherIsBetter()) {
            throw new InvalidRuleException(
                    where,
                    "minimum",
                    minimum.toPlainString(),
                    "less of " + metric.label() + " is better: use <maximumDrop>, which limits how much worse it may "
                            + "become");
        }
        if (maximumNewFailures != null && maximumNewFailures < 0) {
            throw new InvalidRuleException(
                    where,
                    "maximumNewFailures",
                    maximumNewFailures.toString(),
                    "must be a number of problems, such as 0");
        }
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new InvalidRuleException(
                    where, "confidence", Double.toString(confidence), "must be above 0.5 and below 1, such as 0.95");
        }
    }

    private static void requireShare(String where, String element, BigDecimal value) {
        if (value != null && (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0)) {
            throw new InvalidRuleException(
                    where, element, value.toPlainString(), "must be a share from 0 to 1, or from 0% to 100%");
        }
    }
}
