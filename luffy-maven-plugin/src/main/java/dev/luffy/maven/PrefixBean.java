package dev.luffy.maven;

import dev.luffy.runtime.experiment.Prefix;

/**
 * How much of a teacher trace an off-policy row is given, as a share of its tokens. Elements left out are those of the
 * preset, which gives whole traces.
 *
 * <pre>{@code
 * <prefix>
 *   <strategy>REVERSE_LINEAR</strategy>   <!-- RANDOM, LINEAR, LINEAR_MAX, REVERSE_LINEAR, FIXED -->
 *   <minimum>0.1</minimum>
 *   <maximum>0.8</maximum>
 *   <steps>100</steps>
 * </prefix>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PrefixBean {

    private Prefix.Strategy strategy;
    private Double minimum;
    private Double maximum;
    private Integer steps;

    Prefix over(Prefix preset) {
        return new Prefix(
                strategy == null ? preset.strategy() : strategy,
                minimum == null ? preset.minimum() : minimum,
                maximum == null ? preset.maximum() : maximum,
                steps == null ? preset.steps() : steps);
    }
}
