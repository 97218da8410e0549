package dev.luffy.benchmarks.score;

/** The chance that at least one of k samples is right, estimated without bias from n samples (Chen et al., arXiv 2107.03374, Eq. 1). */
public final class PassAtK {
    private PassAtK() {}

    /**
     * pass@k = 1 − C(n−c, k) / C(n, k): the share of the k-subsets of the n samples that hold a right one.
     *
     * @param n samples drawn, at least 1
     * @param c right ones among them, 0 to n
     * @param k size of the subset, 1 to n
     * @return in [0, 1]
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double of(int n, int c, int k) {
        if (n < 1 || c < 0 || c > n || k < 1 || k > n) {
            throw new IllegalArgumentException(
                    "pass@k needs 0 <= c <= n and 1 <= k <= n, not n=" + n + " c=" + c + " k=" + k);
        }
        // C(n−c, k) / C(n, k) = Π_{i=n−c+1..n} (1 − k/i): no factor exceeds 1, so nothing overflows.
        double allWrong = 1;
        for (int i = n - c + 1; i <= n; i++) {
            allWrong *= Math.max(0, 1 - (double) k / i);
        }
        return 1 - allWrong;
    }
}
