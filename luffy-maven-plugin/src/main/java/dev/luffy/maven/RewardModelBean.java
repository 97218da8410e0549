package dev.luffy.maven;

import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.RewardModel;

/**
 * PRIME's implicit process reward model and its optimizer. Elements left out are those of the preset; where the preset has no
 * reward model, those of PRIME_ZERO.
 *
 * <pre>{@code
 * <rewardModel>
 *   <learningRate>1e-6</learningRate>
 *   <beta>0.05</beta>                 <!-- of the cross-entropy: sigma(beta * sum of the token rewards) -->
 *   <beta1>0.9</beta1>
 *   <beta2>0.999</beta2>
 *   <epsilon>1e-8</epsilon>
 *   <weightDecay>0</weightDecay>
 *   <maximumGradientNorm>10</maximumGradientNorm>
 * </rewardModel>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RewardModelBean {

    private Double learningRate;
    private Double beta;
    private Double beta1;
    private Double beta2;
    private Double epsilon;
    private Double weightDecay;
    private Double maximumGradientNorm;

    RewardModel over(RewardModel preset) {
        Optimizer base = preset.optimizer();
        return new RewardModel(
                or(beta, preset.beta()),
                new Optimizer(
                        or(learningRate, base.learningRate()),
                        or(beta1, base.beta1()),
                        or(beta2, base.beta2()),
                        or(epsilon, base.epsilon()),
                        or(weightDecay, base.weightDecay()),
                        or(maximumGradientNorm, base.maximumGradientNorm())));
    }

    private static double or(Double declared, double base) {
        return declared == null ? base : declared;
    }
}
