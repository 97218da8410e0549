package dev.luffy.benchmarks.score;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Successes among independent trials, such as right answers among problems.
 *
 * @param successes how many trials succeeded, 0 … {@code trials}
 * @param trials how many trials there were, at least 1
 * @since 0.1
 */
public record Proportion(long successes, long trials) {

    /** @throws IllegalArgumentException if there is no trial, or the successes are negative or more than the trials */
    public Proportion {
        if (trials < 1) {
            throw new IllegalArgumentException("A proportion of " + trials + " trials: there must be at least 1");
        }
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    successes + " successes in " + trials + " trials: there can be 0 to " + trials);
        }
    }

    /** The share of successes, 0 … 1. */
    public double value() {
        return (double) successes / trials;
    }

    /**
     * The score interval of E. B. Wilson (Journal of the American Statistical Association 22, 1927), two-sided and
     * without continuity correction.
     *
     * <pre>{@code
     *   ( p + z²/2n ± z √( p(1 − p)/n + z²/4n² ) ) / ( 1 + z²/n )      z = Φ⁻¹( (1 + confidence) / 2 )
     * }</pre>
     *
     * Unlike the interval p ± z·sd it stays within 0 … 1 and has width where every trial, or none, succeeded.
     *
     * @param confidence the share of such intervals that cover the true proportion, between 0 and 1, such as 0.95
     * @throws IllegalArgumentException if {@code confidence} is not strictly between 0 and 1
     */
    public Interval wilson(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "The confidence is " + confidence + ": give a number between 0 and 1, such as 0.95");
        }
        double n = trials;
        double p = value();
        double z = standardNormalQuantile((1 + confidence) / 2);
        double centre = p + z * z / (2 * n);
        double halfWidth = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        double scale = 1 + z * z / n;
        // At the ends the formula gives exactly 0 and 1; rounding would give 1e-17 too much.
        double low = successes == 0 ? 0 : Math.max(0, (centre - halfWidth) / scale);
        double high = successes == trials ? 1 : Math.min(1, (centre + halfWidth) / scale);
        return new Interval(low, high);
    }

    private static double standardNormalQuantile(double probability) {
        if (probability == 1) {
            throw new IllegalArgumentException(
                    "The confidence cannot be told from 1: give a smaller one, such as 0.95");
        }
        // No generator: nothing is sampled, and the default one would be seeded from the clock.
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(probability);
    }
}
