package dev.luffy.benchmarks.score;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Differences between two methods under equal conditions, one per pair (for example: per seed, the score of one method
 * less that of the other), and whether they could be chance.
 *
 * <p>Both tests are two-sided and depend on neither the unit of the differences nor which method is subtracted.
 *
 * @since 0.1
 */
public final class PairedDifferences {

    /** The sign-flip test enumerates 2^pairs assignments: this many take milliseconds, more take a sample instead. */
    public static final int MAX_SIGN_FLIP_PAIRS = 20;

    /** Sums of up to 20 terms differ by less than this from rounding alone, relative to the sum of the sizes. */
    private static final double ROUNDING = 1e-12;

    private final double[] scaled;
    private final int exponent;

    /**
     * Copies the differences.
     *
     * @param differences one number per pair, shape {@code [pairs]}, at least one
     * @throws IllegalArgumentException if there is no difference or one is not finite
     */
    public PairedDifferences(double[] differences) {
        if (differences.length == 0) {
            throw new IllegalArgumentException("There are no paired differences: give at least 1");
        }
        double largest = 0;
        for (int i = 0; i < differences.length; i++) {
            if (!Double.isFinite(differences[i])) {
                throw new IllegalArgumentException(
                        "The difference of pair " + i + " is " + differences[i] + ": every difference must be finite");
            }
            largest = Math.max(largest, Math.abs(differences[i]));
        }
        // By a power of two, which is exact: then no unit of the differences lets a sum or a square over- or underflow.
        exponent = Math.getExponent(largest);
        scaled = Arrays.stream(differences).map(d -> Math.scalb(d, -exponent)).toArray();
    }

    /** The number of pairs. */
    public int pairs() {
        return scaled.length;
    }

    /** The mean difference, in the unit of the differences. */
    public double mean() {
        return Math.scalb(new Mean().evaluate(scaled), exponent);
    }

    /**
     * The sample standard deviation (n − 1 in the denominator), in the unit of the differences.
     *
     * @throws IllegalStateException if there is only one pair
     */
    public double sd() {
        requireTwoPairs("The standard deviation");
        return Math.scalb(new StandardDeviation().evaluate(scaled), exponent);
    }

    /**
     * The exact sign-flip permutation test (R. A. Fisher, The Design of Experiments, 1935, section 21): if the methods do
     * not differ, each difference could as well have had the other sign. The result is the share of the 2^pairs sign
     * assignments whose sum is at least as far from 0 as the observed one, between 2^(1 − pairs) and 1. Sums that
     * differ by rounding alone are equal.
     *
     * @throws IllegalStateException if there are more than {@value #MAX_SIGN_FLIP_PAIRS} pairs
     */
    public double signFlipP() {
        if (scaled.length > MAX_SIGN_FLIP_PAIRS) {
            throw new IllegalStateException("The exact sign-flip test takes at most " + MAX_SIGN_FLIP_PAIRS
                    + " pairs, and there are " + scaled.length + ": use the paired t-test instead");
        }
        double observed = Math.abs(Arrays.stream(scaled).sum());
        double slack = ROUNDING * Arrays.stream(scaled).map(Math::abs).sum();
        // An assignment and its opposite are equally far from 0, so the first sign stays: half of the assignments.
        long asFar = countAsFar(scaled[0], 1, observed - slack);
        return Math.scalb((double) asFar, 1 - scaled.length);
    }

    /** Each sum is added up afresh along its branch: a running sum over all assignments would gather rounding. */
    private long countAsFar(double sum, int next, double threshold) {
        if (next == scaled.length) {
            return Math.abs(sum) >= threshold ? 1 : 0;
        }
        return countAsFar(sum + scaled[next], next + 1, threshold)
                + countAsFar(sum - scaled[next], next + 1, threshold);
    }

    /**
     * The paired t-test: Student's t with n − 1 degrees of freedom. Where all differences are equal t is not defined, and
     * the result is its limit as they approach one another: 0 if they are not 0, and 1 if they are.
     *
     * @throws IllegalStateException if there is only one pair
     */
    public double tTestP() {
        requireTwoPairs("The paired t-test");
        // Asked of the differences themselves: their computed deviation may be 1e-17 rather than 0.
        if (Arrays.stream(scaled).allMatch(d -> d == scaled[0])) {
            return scaled[0] == 0 ? 1 : 0;
        }
        return new TTest().tTest(0, scaled);
    }

    private void requireTwoPairs(String what) {
        if (scaled.length < 2) {
            throw new IllegalStateException(what + " needs at least 2 pairs, and there is 1: add a pair");
        }
    }
}
