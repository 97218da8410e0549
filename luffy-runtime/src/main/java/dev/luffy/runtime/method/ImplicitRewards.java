package dev.luffy.runtime.method;

import java.util.List;

/**
 * What a reward model says of every token of a response, and PRIME's scale for it (PRIME-RL/PRIME 18ad596,
 * {@code dp_prime.py}, {@code prime_norm=batch_norm}).
 *
 * <pre>
 *   q_t = log π_prm(y_t) − log π_ref(y_t)          q ← q / (max |Σ_{s≥t} q_s| + 1e-6)
 * </pre>
 */
public final class ImplicitRewards {

    private static final double EPSILON = 1e-6;

    private ImplicitRewards() {}

    /**
     * @param logProb {@code [tokens]} log π_prm
     * @param referenceLogProb {@code [tokens]} log π_ref
     * @return {@code [tokens]} q
     * @throws IllegalArgumentException if lengths differ
     */
    public static double[] of(double[] logProb, double[] referenceLogProb) {
        if (logProb.length != referenceLogProb.length) {
            throw new IllegalArgumentException(
                    logProb.length + " log-probabilities but " + referenceLogProb.length + " of the reference");
        }
        double[] q = new double[logProb.length]; // [tokens]
        for (int t = 0; t < q.length; t++) q[t] = logProb[t] - referenceLogProb[t];
        return q;
    }

    /**
     * Divides by the largest sum of rewards to come, in absolute value, of any token of the step.
     *
     * @param rewards {@code [rows][tokens]} q
     * @return the same shape
     */
    public static double[][] normalised(List<double[]> rewards) {
        double largest = 0;
        for (double[] row : rewards) {
            double toCome = 0;
            for (int t = row.length - 1; t >= 0; t--) {
                toCome += row[t];
                largest = Math.max(largest, Math.abs(toCome));
            }
        }
        double[][] result = new double[rewards.size()][]; // [rows][tokens]
        for (int i = 0; i < result.length; i++) {
            result[i] = rewards.get(i).clone();
            for (int t = 0; t < result[i].length; t++) result[i][t] /= largest + EPSILON;
        }
        return result;
    }
}
