package dev.luffy.benchmarks.score;

import org.apache.commons.math3.stat.inference.TTest;

/**
 * Two methods measured on the same seeds. Pair i is (a[i], b[i]); both tests are two-sided and ask whether a − b is centred at zero.
 */
public final class Paired {

    /** The exact test visits 2^(n−1) sign patterns; beyond this many pairs it refuses. */
    public static final int MOST_PAIRS = 20;

    private final double[] a;
    private final double[] b;

    /**
     * @param a one value per seed
     * @param b one value per seed, in the order of {@code a}; both arrays are copied
     * @throws IllegalArgumentException if the lengths differ, there is no pair, or a value is not finite
     */
    public Paired(double[] a, double[] b) {
        if (a.length != b.length || a.length == 0) {
            throw new IllegalArgumentException(
                    "Pairs need equally many values, at least one: " + a.length + " and " + b.length);
        }
        for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i]) || !Double.isFinite(b[i])) {
                throw new IllegalArgumentException("Pair " + i + " is not finite: " + a[i] + ", " + b[i]);
            }
        }
        this.a = a.clone();
        this.b = b.clone();
    }

    /** The differences a[i] − b[i]. */
    public double[] differences() {
        double[] d = new double[a.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = a[i] - b[i];
        }
        return d;
    }

    /**
     * Exact sign-flip permutation test: the share of the 2^n sign patterns s with |Σ s·d| ≥ |Σ d|. Sums that differ from |Σ d| by less than
     * 10⁻⁹·Σ|d| count as equal, so rounding does not break ties. The smallest possible value is 2^(1−n): 0.0625 for 5 pairs, 0.03125 for 6.
     *
     * @return in (0, 1]
     * @throws IllegalArgumentException for more than {@link #MOST_PAIRS} pairs
     */
    public double signFlipP() {
        double[] d = differences();
        if (d.length > MOST_PAIRS) {
            throw new IllegalArgumentException(
                    "The exact test takes at most " + MOST_PAIRS + " pairs, not " + d.length + "; use the t-test");
        }
        double observed = 0;
        double size = 0;
        for (double x : d) {
            observed += x;
            size += Math.abs(x);
        }
        double least = Math.abs(observed) - 1e-9 * size;
        // A pattern and its opposite have the same |sum|: the sign of the last difference stays.
        int patterns = 1 << (d.length - 1);
        int extreme = 0;
        for (int pattern = 0; pattern < patterns; pattern++) {
            double sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (pattern >> i & 1) == 0 ? d[i] : -d[i];
            }
            if (Math.abs(sum) >= least) {
                extreme++;
            }
        }
        return (double) extreme / patterns;
    }

    /**
     * Student's paired t-test with n − 1 degrees of freedom.
     *
     * @return in [0, 1]; NaN where t is undefined: a single pair, or all differences zero. Equal differences other than zero give 0
     */
    public double tTestP() {
        double[] d = differences();
        if (d.length < 2) {
            return Double.NaN;
        }
        boolean equal = true;
        for (double x : d) {
            equal &= x == d[0];
        }
        if (equal) {
            return d[0] == 0 ? Double.NaN : 0;
        }
        return new TTest().pairedTTest(a, b);
    }
}
