package dev.luffy.runtime.method;

/**
 * Counts and sums over response tokens that add up over micro-batches; means are the reader's division, by the counts of
 * the same kind of token. On-policy and teacher tokens are never mixed (the reference's {@code on_pg_clipfrac} and
 * {@code ppo_kl} average over both).
 *
 * @param onPolicyTokens tokens sampled by the policy
 * @param offPolicyTokens teacher tokens
 * @param onPolicyClipped on-policy tokens for which the method's clip chose the clamped side; 0 without a clip
 * @param onPolicyBeyondTwentyPercent on-policy tokens for which a PPO clip with ε = 0.2 would choose it, whether or not
 *     the method clips
 * @param offPolicyClipped teacher tokens for which the method's clip chose the clamped side
 * @param offPolicyClamped teacher tokens whose weight was limited by minimumWeight or maximumWeight
 * @param dropped tokens of both kinds left out of the policy gradient by maximumProbability; the four counts above and the
 *     two losses leave them out too, the other sums do not
 * @param onPolicyLoss Σ of the on-policy token losses, before scale and normaliser
 * @param offPolicyLoss Σ of the teacher token losses (−A·f or −log π_θ), before coefficient, scale and normaliser
 * @param offPolicyProbability Σ π_θ of teacher tokens, current policy
 * @param offPolicyWeight Σ f(π_θ) of teacher tokens after its limits; 0 for a likelihood term, which has no weight
 * @param onPolicyEntropy Σ entropy at on-policy tokens
 * @param offPolicyEntropy Σ entropy at teacher tokens
 * @param onPolicyKl Σ (log π_old − log π_θ) of on-policy tokens, the k1 estimate of KL(π_old ‖ π_θ)
 */
public record TokenStatistics(
        long onPolicyTokens,
        long offPolicyTokens,
        long onPolicyClipped,
        long onPolicyBeyondTwentyPercent,
        long offPolicyClipped,
        long offPolicyClamped,
        long dropped,
        double onPolicyLoss,
        double offPolicyLoss,
        double offPolicyProbability,
        double offPolicyWeight,
        double onPolicyEntropy,
        double offPolicyEntropy,
        double onPolicyKl) {

    /** Nothing counted. */
    public static final TokenStatistics NONE = new TokenStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public TokenStatistics plus(TokenStatistics other) {
        return new TokenStatistics(
                onPolicyTokens + other.onPolicyTokens,
                offPolicyTokens + other.offPolicyTokens,
                onPolicyClipped + other.onPolicyClipped,
                onPolicyBeyondTwentyPercent + other.onPolicyBeyondTwentyPercent,
                offPolicyClipped + other.offPolicyClipped,
                offPolicyClamped + other.offPolicyClamped,
                dropped + other.dropped,
                onPolicyLoss + other.onPolicyLoss,
                offPolicyLoss + other.offPolicyLoss,
                offPolicyProbability + other.offPolicyProbability,
                offPolicyWeight + other.offPolicyWeight,
                onPolicyEntropy + other.onPolicyEntropy,
                offPolicyEntropy + other.offPolicyEntropy,
                onPolicyKl + other.onPolicyKl);
    }
}
