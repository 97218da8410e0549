package dev.luffy.maven;

import dev.luffy.runtime.experiment.Prefix;

/**
 * How much of a teacher trace an off-policy row is given, as a share of its tokens. Elements left out are those of the
 * preset, which gives whole traces; but a strategy other than RANDOM that is declared without a minimum starts from 0,
 * since between the preset's 1 and 1 it would have nothing to vary.
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

    private String strategy;
    private Double minimum;
    private Double maximum;
    private Integer steps;

    Prefix over(Prefix preset) {
        Prefix.Strategy chosen =
                strategy == null ? preset.strategy() : Element.named(Prefix.Strategy.class, "strategy", strategy);
        boolean varies = strategy != null && chosen != Prefix.Strategy.RANDOM;
        double smallest = varies ? 0 : preset.minimum();
        return new Prefix(
                chosen,
                minimum == null ? smallest : minimum,
                maximum == null ? preset.maximum() : maximum,
                steps == null ? preset.steps() : steps);
    }
}
