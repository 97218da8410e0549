package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Critic;

/**
 * Generalized advantage estimation of one response (arXiv 1506.02438, Eq. 16; Open-Reasoner-Zero 3fdd9a0,
 * {@code get_advantages_and_returns}), before any normalisation. V_t is the value of what precedes token t; after the last
 * token it is 0, whether the response ended or was cut off, as in both reference implementations.
 *
 * <pre>
 *   δ_t = r_t + γ·V_{t+1} − V_t        A_t = δ_t + γλ·A_{t+1}        R_t = A_t + V_t
 * </pre>
 *
 * @param advantages {@code [tokens]} A
 * @param returns {@code [tokens]} R, what the values are drawn to
 */
public record Estimate(double[] advantages, double[] returns) {

    /**
     * @param rewards {@code [tokens]}
     * @param values {@code [tokens]}
     * @throws IllegalArgumentException if lengths differ
     */
    public static Estimate of(Critic critic, double[] rewards, double[] values) {
        if (rewards.length != values.length) {
            throw new IllegalArgumentException(rewards.length + " rewards but " + values.length + " values");
        }
        double[] advantages = new double[rewards.length]; // [tokens]
        double[] returns = new double[rewards.length]; // [tokens]
        double nextValue = 0;
        double nextAdvantage = 0;
        for (int t = rewards.length - 1; t >= 0; t--) {
            double delta = rewards[t] + critic.discount() * nextValue - values[t];
            nextAdvantage = delta + critic.discount() * critic.lambda() * nextAdvantage;
            nextValue = values[t];
            advantages[t] = nextAdvantage;
            returns[t] = nextAdvantage + values[t];
        }
        return new Estimate(advantages, returns);
    }
}
