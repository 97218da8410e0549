package dev.luffy.maven;

import dev.luffy.runtime.experiment.AccuracyFilter;

/**
 * Which prompts a step learns from, by the share of the policy's own responses that are right. Elements left out are those of
 * the preset; where the preset has no filter, 0 and 1, which keep every prompt.
 *
 * <pre>{@code
 * <accuracyFilter>
 *   <minimum>0.2</minimum>
 *   <maximum>0.8</maximum>
 * </accuracyFilter>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AccuracyFilterBean {

    private Double minimum;
    private Double maximum;

    AccuracyFilter over(AccuracyFilter preset) {
        AccuracyFilter base = preset == null ? new AccuracyFilter(0, 1) : preset;
        return new AccuracyFilter(
                minimum == null ? base.minimum() : minimum, maximum == null ? base.maximum() : maximum);
    }
}
