package dev.luffy.benchmarks.score;

/**
 * The chance that at least one of k responses is right, estimated from n responses of which c are (Chen et al., arXiv
 * 2107.03374, Eq. 1).
 */
final class PassAtK {

    private PassAtK() {}

    /**
     * The unbiased estimate for one problem, 0 … 1.
     *
     * <pre>{@code
     *   pass@k = 1 − C(n−c, k) / C(n, k) = 1 − ∏_{j<m} ( 1 − M / (n − j) )      m = min(c, k), M = max(c, k)
     * }</pre>
     *
     * The product is the ratio of binomials, which is symmetric in c and k, with the shorter of its two forms. It is
     * summed as logarithms, so nothing overflows and small chances keep their digits.
     *
     * @param n the responses sampled, at least 1
     * @param c the right ones among them, 0 … n
     * @param k the responses a user would get, 1 … n
     * @throws IllegalArgumentException if a number is out of its range
     */
    static double estimate(long n, long c, int k) {
        if (n < 1) {
            throw new IllegalArgumentException("pass@k of n = " + n + " responses: sample at least 1");
        }
        if (c < 0 || c > n) {
            throw new IllegalArgumentException(
                    "c = " + c + " right responses of n = " + n + ": there can be 0 to " + n);
        }
        if (k < 1 || k > n) {
            throw new IllegalArgumentException(
                    "pass@k with k = " + k + " and n = " + n + " responses: choose k from 1 to " + n);
        }
        if (c == 0) {
            return 0;
        }
        if (n - c < k) {
            return 1; // Every choice of k responses holds a right one.
        }
        long shorter = Math.min(c, k);
        double longer = Math.max(c, k);
        double logAllWrong = 0;
        for (long j = 0; j < shorter; j++) {
            logAllWrong += Math.log1p(-longer / (n - j));
        }
        return -Math.expm1(logAllWrong);
    }
}
