package dev.luffy.runtime.experiment;

/**
 * AdamW as PyTorch computes it.
 *
 * @param learningRate peak rate, greater than 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the corrected second moment
 * @param weightDecay decoupled decay, at least 0
 * @param maximumGradientNorm global L2 norm that gradients are scaled down to; 0 turns clipping off
 */
public record Optimizer(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double maximumGradientNorm) {

    public Optimizer {
        Check.positive("learningRate", learningRate);
        Check.in("beta1", beta1, 0, Math.nextDown(1.0));
        Check.in("beta2", beta2, 0, Math.nextDown(1.0));
        Check.positive("epsilon", epsilon);
        Check.atLeast("weightDecay", weightDecay, 0);
        Check.atLeast("maximumGradientNorm", maximumGradientNorm, 0);
    }
}
