package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import java.util.ArrayList;
import java.util.List;

/** One limit of a rule: what is held against it, and what is said about it. */
interface Limit {

    /** The element's name. */
    String name();

    /**
     * Looks at what there is.
     *
     * @throws Refusal if that cannot be tested
     * @throws IllegalArgumentException if the outcomes do not serve the rule's metric or do not match
     */
    Tested test(Rule rule, List<Measurement> measured, List<Measurement> baselines) throws Refusal;

    /** What was found, but for the correction that needs all p-values. */
    interface Tested {

        /** Before correction; NaN if nothing is left to chance. */
        double pValue();

        /**
         * The p-value, before correction, of the worst outcome that so many problems could have. A limit that even this
         * does not violate tests nothing.
         */
        double worstP();

        /**
         * The finding.
         *
         * @param adjusted p-value after correction; NaN if {@link #pValue} is
         * @param tests how many were corrected for
         */
        Finding finding(double adjusted, int tests, String accept);
    }

    /** The limits that a rule has, in the order of its elements. */
    static List<Limit> of(Rule rule) {
        List<Limit> limits = new ArrayList<>();
        if (rule.minimum() != null) limits.add(new MinimumLimit());
        if (rule.maximumDrop() != null) limits.add(new DropLimit());
        if (rule.maximumNewFailures() != null) limits.add(new NewFailuresLimit());
        return limits;
    }
}
