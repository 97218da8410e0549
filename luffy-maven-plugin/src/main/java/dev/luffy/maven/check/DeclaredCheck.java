package dev.luffy.maven.check;

import dev.luffy.benchmarks.score.Metric;
import java.math.BigDecimal;

/**
 * What a {@code <check>} says. At least one of the limits is there.
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
