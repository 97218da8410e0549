package dev.luffy.benchmarks.score;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The sign-flip permutation test of paired differences (R. A. Fisher, The Design of Experiments, 1935, section 21): if
 * neither side of a pair is the better one, each difference could as well have had the other sign. It needs no normal
 * distribution, and pairs are whole problems, so that responses to one problem do not count as independent.
 *
 * <p>Exact for up to {@value #EXACT_PAIRS} differences other than 0, by meeting in the middle: the sums of either half are
 * in order, and pairs of sums are counted instead of 2^pairs assignments. Beyond, {@value #DRAWS} assignments
 * ({@value #DRAWS_OF_MANY} for more than {@value #MANY} differences, which would take long) drawn from a fixed seed, and p = (b + 1)/(draws + 1), which is valid and not only near the exact value (Phipson and Smyth,
 * Statistical Applications in Genetics and Molecular Biology 9, 2010). Sums that differ by rounding alone are equal.
 */
final class SignFlip {

    static final int EXACT_PAIRS = 40;
    static final int DRAWS = 99_999;
    static final int DRAWS_OF_MANY = 9_999;
    static final int MANY = 2_000;

    private static final long SEED = 0x5164f11bL;
    private static final double ROUNDING = 1e-12;

    private SignFlip() {}

    /** The share of assignments whose sum is at least the observed one. */
    static double upperP(double[] differences) {
        double[] d = nonZero(differences); // [pairs that differ]
        double threshold = threshold(d, Arrays.stream(d).sum());
        return d.length <= EXACT_PAIRS ? exact(d, threshold) : drawn(d, threshold, SEED);
    }

    private static double[] nonZero(double[] differences) {
        return Arrays.stream(differences).filter(x -> x != 0).toArray();
    }

    private static double threshold(double[] d, double observed) {
        return observed - ROUNDING * Arrays.stream(d).map(Math::abs).sum();
    }

    private static double exact(double[] d, double threshold) {
        int half = d.length / 2;
        double[] first = sums(Arrays.copyOfRange(d, 0, half)); // [2^half]
        double[] second = sums(Arrays.copyOfRange(d, half, d.length)); // [2^(pairs − half)]
        long count = 0;
        int from = second.length;
        for (double sum : first) { // ascending, so ever more of the second half suffice
            while (from > 0 && sum + second[from - 1] >= threshold) from--;
            count += second.length - from;
        }
        return Math.scalb((double) count, -d.length);
    }

    /** All sums of ±d, ascending: the sums without d, once less d and once more d, are two sorted runs to merge. */
    private static double[] sums(double[] d) {
        double[] sums = {0};
        for (double x : d) {
            double size = Math.abs(x);
            double[] longer = new double[2 * sums.length];
            int less = 0;
            int more = 0;
            for (int i = 0; i < longer.length; i++) {
                boolean takeLess = less < sums.length && sums[less] - size <= sums[more] + size;
                longer[i] = takeLess ? sums[less++] - size : sums[more++] + size;
            }
            sums = longer;
        }
        return sums;
    }

    /** Visible for the comparison with the exact value. */
    static double drawn(double[] d, double threshold, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int draws = d.length > MANY ? DRAWS_OF_MANY : DRAWS;
        long asFar = 0;
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            long signs = 0;
            for (int i = 0; i < d.length; i++) {
                signs = i % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
                sum += (signs & 1) == 0 ? d[i] : -d[i];
            }
            if (sum >= threshold) asFar++;
        }
        return (asFar + 1.0) / (draws + 1.0);
    }
}
