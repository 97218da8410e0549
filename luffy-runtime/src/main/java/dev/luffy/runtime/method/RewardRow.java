package dev.luffy.runtime.method;

/**
 * One response of a reward model's update. The array is neither copied nor written to.
 *
 * @param rewards {@code [tokens]} q, of the reward model as it is, before any normalisation
 * @param right whether the verifier accepts the answer
 */
public record RewardRow(double[] rewards, boolean right) {

    /** @throws IllegalArgumentException if a number is not finite */
    public RewardRow {
        for (double reward : rewards) {
            if (!Double.isFinite(reward)) throw new IllegalArgumentException("a reward is " + reward);
        }
    }
}
