package dev.luffy.maven;

import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Optimizer;

/**
 * PPO's value network and its optimizer. Elements left out are those of the preset; where the preset has no critic, those of
 * OPEN_REASONER_ZERO.
 *
 * <pre>{@code
 * <critic>
 *   <learningRate>9e-6</learningRate>
 *   <discount>1</discount>                        <!-- gamma of the advantage estimate -->
 *   <lambda>0.95</lambda>
 *   <rewardKlCoefficient>0.01</rewardKlCoefficient>   <!-- of k1 from the starting model, in every token's reward -->
 *   <valueClip>0.2</valueClip>
 *   <updates>1</updates>                          <!-- of the critic, for each of the policy -->
 *   <warmupUpdates>0</warmupUpdates>
 *   <beta1>0.9</beta1>
 *   <beta2>0.95</beta2>
 *   <epsilon>1e-8</epsilon>
 *   <weightDecay>0</weightDecay>
 *   <maximumGradientNorm>1</maximumGradientNorm>
 * </critic>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CriticBean {

    private Double learningRate;
    private Double discount;
    private Double lambda;
    private Double rewardKlCoefficient;
    private Double valueClip;
    private Integer updates;
    private Integer warmupUpdates;
    private Double beta1;
    private Double beta2;
    private Double epsilon;
    private Double weightDecay;
    private Double maximumGradientNorm;

    Critic over(Critic preset) {
        Optimizer base = preset.optimizer();
        return new Critic(
                or(discount, preset.discount()),
                or(lambda, preset.lambda()),
                or(rewardKlCoefficient, preset.rewardKlCoefficient()),
                or(valueClip, preset.valueClip()),
                or(updates, preset.updates()),
                or(warmupUpdates, preset.warmupUpdates()),
                new Optimizer(
                        or(learningRate, base.learningRate()),
                        or(beta1, base.beta1()),
                        or(beta2, base.beta2()),
                        or(epsilon, base.epsilon()),
                        or(weightDecay, base.weightDecay()),
                        or(maximumGradientNorm, base.maximumGradientNorm())));
    }

    private static <T> T or(T declared, T base) {
        return declared == null ? base : declared;
    }
}
