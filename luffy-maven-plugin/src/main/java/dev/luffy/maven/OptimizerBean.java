package dev.luffy.maven;

import dev.luffy.runtime.experiment.Optimizer;

/**
 * AdamW as PyTorch computes it. Every element may be left out; the values shown are the defaults. They are the
 * reference's but for the learning rate: 1e-4 suits models below some millions of parameters, the paper trains 1.5 to 7
 * billion with 1e-6.
 *
 * <pre>{@code
 * <optimizer>
 *   <learningRate>1e-4</learningRate>
 *   <beta1>0.9</beta1>
 *   <beta2>0.999</beta2>
 *   <epsilon>1e-8</epsilon>
 *   <weightDecay>0.01</weightDecay>
 *   <maximumGradientNorm>1.0</maximumGradientNorm>   <!-- 0 turns clipping off -->
 * </optimizer>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class OptimizerBean {

    private double learningRate = 1e-4;
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-8;
    private double weightDecay = 0.01;
    private double maximumGradientNorm = 1;

    Optimizer toOptimizer() {
        return new Optimizer(learningRate, beta1, beta2, epsilon, weightDecay, maximumGradientNorm);
    }
}
