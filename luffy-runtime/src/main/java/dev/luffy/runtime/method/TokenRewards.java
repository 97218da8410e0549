package dev.luffy.runtime.method;

/**
 * A response's reward, token by token: the outcome at its last, less κ times the k1 estimate of the divergence from the
 * starting model at each (OpenRLHF's {@code compute_reward}).
 *
 * <pre>
 *   r_t = [t last]·outcome − κ·(log π_old − log π_ref)
 * </pre>
 */
public final class TokenRewards {

    private TokenRewards() {}

    /**
     * @param tokens how many
     * @return {@code [tokens]} the outcome alone
     */
    public static double[] of(double outcome, int tokens) {
        double[] rewards = new double[tokens]; // [tokens]
        rewards[tokens - 1] = outcome;
        return rewards;
    }

    /**
     * @param coefficient κ
     * @param oldLogProb {@code [tokens]} log π_old, of the policy that sampled the response
     * @param referenceLogProb {@code [tokens]} log π_ref
     * @return {@code [tokens]}
     */
    public static double[] of(double outcome, double coefficient, double[] oldLogProb, double[] referenceLogProb) {
        double[] rewards = of(outcome, oldLogProb.length); // [tokens]
        for (int t = 0; t < rewards.length; t++) rewards[t] -= coefficient * (oldLogProb[t] - referenceLogProb[t]);
        return rewards;
    }
}
