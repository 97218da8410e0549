package dev.luffy.benchmarks.score;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Successes among independent trials.
 *
 * @param successes 0 to {@code trials}
 * @param trials at least 1
 */
public record Proportion(long successes, long trials) {

    /** Φ⁻¹(0.975), the two-sided 95 % quantile of the standard normal distribution. */
    private static final double Z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.975);

    /**
     * A closed interval of proportions.
     *
     * @param low lower end, in [0, 1]
     * @param high upper end, in [0, 1]
     */
    public record Interval(double low, double high) {}

    /** @throws IllegalArgumentException unless 0 ≤ successes ≤ trials and trials ≥ 1 */
    public Proportion {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "A proportion needs 0 <= successes <= trials and trials >= 1, not " + successes + " of " + trials);
        }
    }

    /** Successes / trials, in [0, 1]. */
    public double value() {
        return (double) successes / trials;
    }

    /**
     * The 95 % score interval (E. B. Wilson, JASA 22, 1927), without continuity correction:
     *
     * <pre>{@code
     *   ( p + z²/2n ± z·√( p(1−p)/n + z²/4n² ) ) / ( 1 + z²/n )
     * }</pre>
     */
    public Interval wilson95() {
        double n = trials;
        double p = value();
        double z2 = Z * Z;
        double centre = p + z2 / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        double scale = 1 + z2 / n;
        // The ends are exactly 0 and 1 there; the formula leaves a rounding error.
        double low = successes == 0 ? 0 : Math.max(0, (centre - half) / scale);
        double high = successes == trials ? 1 : Math.min(1, (centre + half) / scale);
        return new Interval(low, high);
    }
}
