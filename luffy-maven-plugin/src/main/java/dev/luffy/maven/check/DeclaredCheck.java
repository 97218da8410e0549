package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.InvalidRuleException;
import dev.luffy.benchmarks.gate.Rule;
import dev.luffy.benchmarks.score.Metric;
import java.math.BigDecimal;

/**
 * What a {@code <check>} says: a {@link Rule} whose metric may be left to the benchmark. What a rule may say is known there
 * alone.
 *
 * @param evaluation id of the evaluation
 * @param benchmark id of the benchmark
 * @param temperature of the measurement; null if the evaluation has only one
 * @param metric what is limited; null for the first one that the benchmark reports
 * @param minimum share that the value must not be below, or null
 * @param maximumDrop how much worse than the baseline's the value may be, as a difference of shares, or null
 * @param maximumNewFailures how many problems may have become wrong, or null
 * @param confidence at which a violation must be shown, such as 0.95
 * @param justification why a worse baseline is to be accepted, or null
 */
public record DeclaredCheck(
        String evaluation,
        String benchmark,
        Double temperature,
        Metric metric,
        BigDecimal minimum,
        BigDecimal maximumDrop,
        Integer maximumNewFailures,
        double confidence,
        String justification) {

    /** @throws InvalidRuleException if no metric makes it a rule; names the element */
    public DeclaredCheck {
        rule(evaluation, benchmark, temperature, metric, minimum, maximumDrop, maximumNewFailures, confidence);
    }

    /**
     * The rule for a metric.
     *
     * @throws InvalidRuleException if it is none for that metric
     */
    Rule rule(Metric of) {
        return rule(evaluation, benchmark, temperature, of, minimum, maximumDrop, maximumNewFailures, confidence);
    }

    private static Rule rule(
            String evaluation,
            String benchmark,
            Double temperature,
            Metric metric,
            BigDecimal minimum,
            BigDecimal maximumDrop,
            Integer maximumNewFailures,
            double confidence) {
        Metric any = metric == null ? new Metric(Metric.Kind.PASS, 1) : metric;
        return new Rule(evaluation, benchmark, temperature, any, minimum, maximumDrop, maximumNewFailures, confidence);
    }

    /** Whether it asks for a baseline. */
    boolean relative() {
        return maximumDrop != null || maximumNewFailures != null;
    }

    /** The element, for messages. */
    String element() {
        return element(evaluation, benchmark);
    }

    /** The element that declares these ids, for messages. */
    public static String element(String evaluation, String benchmark) {
        return "<check evaluation=" + evaluation + " benchmark=" + benchmark + ">";
    }
}
