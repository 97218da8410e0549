package dev.luffy.benchmarks.score;

import java.util.function.DoublePredicate;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The smallest true drop that a test notices with a given power: what a gate with so few problems is able to see at all.
 */
final class DetectableDrop {

    private DetectableDrop() {}

    /**
     * For problems answered once. Flips by chance are taken to be as frequent as those seen, half of them either way; a drop D
     * adds newly wrong ones. The power is a sum over all tables, not an approximation by the normal distribution.
     *
     * @return the drop, from the margin to 1; NaN if even a drop of 1 goes unnoticed
     */
    static double single(PairedProportions seen, double margin, double confidence, double power) {
        int n = seen.pairs();
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(confidence);
        MarginTest.FlipTails tails = new MarginTest.FlipTails(
                n, m -> margin == 0 ? criticalFlips(m, 1 - confidence) : MarginTest.critical(m, n, margin, z));
        double chanceFlips = (double) (seen.newlyWrong() + seen.newlyRight()) / n;
        return smallest(margin, 1, drop -> {
            double flip = Math.min(1, chanceFlips + drop);
            double worse = (1 + drop / flip) / 2;
            return flip > 0 && tails.chance(flip, worse) >= power;
        });
    }

    /** The fewest newly wrong ones of m flipped that McNemar's test calls a drop at α; m + 1 if it never does. */
    private static int criticalFlips(int m, double alpha) {
        int low = 0;
        int high = m + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (PairedProportions.upperTail(m, 0.5, middle) <= alpha) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * For values between 0 and 1: the textbook formula δ + (t_confidence + t_power)·s/√n.
     *
     * @param sd of the differences; 0 if there is none, which says nothing
     * @return the drop; NaN if it is unknown or above 1
     */
    static double mean(int n, double sd, double margin, double confidence, double power) {
        if (n < 2 || !(sd > 0)) {
            return Double.NaN;
        }
        TDistribution t = new TDistribution(null, n - 1);
        double drop = margin
                + (t.inverseCumulativeProbability(confidence) + t.inverseCumulativeProbability(power))
                        * sd
                        / Math.sqrt(n);
        return drop <= 1 ? drop : Double.NaN;
    }

    /** The smallest number from {@code from} to {@code to} that is noticed, to six digits; NaN if none is. */
    static double smallest(double from, double to, DoublePredicate noticed) {
        if (!noticed.test(to)) {
            return Double.NaN;
        }
        double low = from;
        double high = to;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (noticed.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
