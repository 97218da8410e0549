package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.RewardModel;
import java.util.Arrays;
import java.util.List;

/**
 * The loss that a reward model's update descends, and its exact derivatives (PRIME-RL/PRIME 18ad596,
 * {@code compute_ce_dpo_loss_rm}): the cross-entropy of right and wrong responses, y = 1 and 0.
 *
 * <pre>
 *   loss = 1/N · Σ −[ y·log σ(z) + (1 − y)·log(1 − σ(z)) ],   z = β·Σ_t q_t
 *   ∂loss/∂log π_prm = ∂loss/∂q_t = β/N · (σ(z) − y)          at every token of the response
 * </pre>
 *
 * N is the number of responses of the whole update, so micro-batches add up to it.
 */
public final class RewardObjective {

    private final double beta;

    public RewardObjective(RewardModel model) {
        this.beta = model.beta();
    }

    /**
     * A micro-batch's share of the loss.
     *
     * @param dLogProb {@code [rows][tokens]} ∂loss/∂log π_prm
     */
    public record Share(double loss, double[][] dLogProb) {}

    /**
     * @param microBatch any of the update's rows; the result's arrays follow their order
     * @param rows of the whole update, N
     * @throws IllegalArgumentException if the update has fewer rows than the micro-batch
     */
    public Share evaluate(List<RewardRow> microBatch, int rows) {
        if (rows < microBatch.size()) {
            throw new IllegalArgumentException(
                    "an update of " + rows + " rows, but " + microBatch.size() + " in one micro-batch");
        }
        double loss = 0;
        double[][] dLogProb = new double[microBatch.size()][]; // [rows][tokens]
        for (int i = 0; i < dLogProb.length; i++) {
            double[] rewards = microBatch.get(i).rewards(); // [tokens]
            double sum = 0;
            for (double reward : rewards) sum += reward;
            // −log σ(z) of a right one, −log σ(−z) of a wrong one: both log(1 + e^−z) of the signed z.
            double sign = microBatch.get(i).right() ? 1 : -1;
            double z = sign * beta * sum;
            loss += (Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)))) / rows;
            double derivative = -sign * beta * sigmoid(-z) / rows;
            dLogProb[i] = new double[rewards.length];
            Arrays.fill(dLogProb[i], derivative);
        }
        return new Share(loss, dLogProb);
    }

    /** Without overflow on either side. */
    private static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
