package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Metric;
import java.math.BigDecimal;

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
        double confidence) {}
