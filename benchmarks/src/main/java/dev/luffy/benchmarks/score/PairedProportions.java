package dev.luffy.benchmarks.score;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Problems answered once before and once now: only those that flipped tell which is better.
 *
 * @param newlyWrong right before and wrong now
 * @param newlyRight wrong before and right now
 * @param pairs all problems, flipped or not
 */
record PairedProportions(int newlyWrong, int newlyRight, int pairs) {

    /** @throws IllegalArgumentException if a count is negative or more problems flipped than there are */
    PairedProportions {
        if (newlyWrong < 0 || newlyRight < 0 || pairs < 1 || newlyWrong > pairs - newlyRight) {
            throw new IllegalArgumentException(newlyWrong + " newly wrong and " + newlyRight + " newly right of "
                    + pairs + " problems: counts must not be negative, and no more may flip than there are");
        }
    }

    /** The share of right answers before less that of now. */
    double drop() {
        return (double) (newlyWrong - newlyRight) / pairs;
    }

    /**
     * The exact test of Q. McNemar (Psychometrika 12, 1947), one-sided: the chance of at least as many newly wrong ones
     * among those that flipped if either direction were as likely.
     */
    double mcNemarP() {
        return upperTail(newlyWrong + newlyRight, 0.5, newlyWrong);
    }

    /**
     * Tests whether the true drop is at most a margin, one-sided. For the margin 0 this is McNemar's exact test; otherwise an
     * exact unconditional one, see {@link MarginTest}.
     *
     * @param margin from 0 to 1
     */
    double dropP(double margin) {
        return margin == 0 ? mcNemarP() : MarginTest.pValue(this, margin);
    }

    /** P( X ≥ x ) of X ~ Binomial(n, p). */
    static double upperTail(int n, double p, int x) {
        // No generator: nothing is sampled, and the default one would be seeded from the clock.
        return x <= 0 ? 1 : Math.min(1, 1 - new BinomialDistribution(null, n, p).cumulativeProbability(x - 1));
    }
}
