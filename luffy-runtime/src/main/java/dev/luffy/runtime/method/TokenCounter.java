package dev.luffy.runtime.method;

/** Counts while the loss is summed; one per evaluation. */
final class TokenCounter {

    private long onPolicyTokens;
    private long offPolicyTokens;
    private long onPolicyClipped;
    private long onPolicyBeyondTwentyPercent;
    private long offPolicyClipped;
    private long offPolicyClamped;
    private long dropped;
    private double onPolicyLoss;
    private double offPolicyLoss;
    private double offPolicyProbability;
    private double offPolicyWeight;
    private double onPolicyEntropy;
    private double offPolicyEntropy;
    private double onPolicyKl;

    /** A response token, whatever becomes of it in the loss. */
    void see(Row row, int t) {
        if (row.isOffPolicy(t)) {
            offPolicyTokens++;
            offPolicyProbability += Math.exp(row.logProb()[t]);
            offPolicyEntropy += row.entropy()[t];
        } else {
            onPolicyTokens++;
            onPolicyEntropy += row.entropy()[t];
            onPolicyKl += row.oldLogProb(t) - row.logProb()[t];
        }
    }

    void onPolicy(Dual loss, boolean clipped, boolean beyondTwentyPercent) {
        onPolicyLoss += loss.value();
        if (clipped) onPolicyClipped++;
        if (beyondTwentyPercent) onPolicyBeyondTwentyPercent++;
    }

    void weigh(Dual weight) {
        offPolicyWeight += weight.value();
    }

    void offPolicy(Dual loss, boolean clipped, boolean clamped) {
        offPolicyLoss += loss.value();
        if (clipped) offPolicyClipped++;
        if (clamped) offPolicyClamped++;
    }

    void drop() {
        dropped++;
    }

    TokenStatistics statistics() {
        return new TokenStatistics(
                onPolicyTokens,
                offPolicyTokens,
                onPolicyClipped,
                onPolicyBeyondTwentyPercent,
                offPolicyClipped,
                offPolicyClamped,
                dropped,
                onPolicyLoss,
                offPolicyLoss,
                offPolicyProbability,
                offPolicyWeight,
                onPolicyEntropy,
                offPolicyEntropy,
                onPolicyKl);
    }
}
