package dev.luffy.runtime.method;

/**
 * A micro-batch's share of an update's loss, and its derivatives. Shares of any split add up to the update.
 *
 * @param policyLoss policy-gradient term, scaled and normalised
 * @param negativeLogLikelihood coefficient · token mean of −log π_θ on teacher tokens, or 0
 * @param klLoss coefficient · token mean of k3, or 0
 * @param entropyBonus coefficient · token mean of the entropy, <em>subtracted</em> in the loss
 * @param dLogProb {@code [rows][tokens]} ∂loss/∂log π_θ
 * @param dEntropy {@code [rows][tokens]} ∂loss/∂entropy
 * @param statistics counts and sums for the journal
 */
public record Evaluation(
        double policyLoss,
        double negativeLogLikelihood,
        double klLoss,
        double entropyBonus,
        double[][] dLogProb,
        double[][] dEntropy,
        TokenStatistics statistics) {

    /** policy gradient + likelihood + KL − entropy. */
    public double loss() {
        return policyLoss + negativeLogLikelihood + klLoss - entropyBonus;
    }
}
