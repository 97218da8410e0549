package dev.luffy.runtime.experiment;

import dev.luffy.runtime.experiment.Method.Source;
import java.util.List;

/** Parts that several presets share. */
final class PresetParts {

    /** Added to the deviation; the reference's, Eq. 4 has none. Without effect where there is no deviation. */
    static final double EPSILON = 1e-6;

    /** γ of f(x) = x/(x+γ), the best of the paper's sweep. */
    static final double GAMMA = 0.1;

    /** Sequences per device and update of the published runs; the reference sums over them without dividing. */
    static final double PUBLISHED_SEQUENCES = 64;

    private PresetParts() {}

    /** @throws InvalidDeclarationException if the source does not define the preset of that name */
    static void checkSource(String preset, List<Source> sources, Source source) {
        if (sources.contains(source)) return;
        String rule = sources.size() == 1
                ? preset + " is defined by " + sources.get(0) + " alone: leave it out"
                : "must be one of " + sources.get(0) + ", " + sources.get(1);
        throw new InvalidDeclarationException("source", source, rule);
    }

    static Advantage standardised() {
        return new Advantage(Advantage.Group.UNION, Advantage.Deviation.UNBIASED, EPSILON);
    }

    /** γ 1, values clipped by 0.2, and AdamW as both authors of PPO set it. */
    static Critic critic(double lambda, double rewardKl, int updates, int warmupUpdates, double learningRate) {
        Optimizer optimizer = new Optimizer(learningRate, 0.9, 0.95, 1e-8, 0, 1);
        return new Critic(1, lambda, rewardKl, 0.2, updates, warmupUpdates, optimizer);
    }

    static Clip no() {
        return new Clip.None();
    }

    static Clip ppo() {
        return new Clip.Ppo(0.2, 0.2);
    }

    static OffPolicyTerm identity(Clip clip) {
        return new OffPolicyTerm.Importance(new Reshape.Identity(), clip, null, null);
    }

    static OffPolicyTerm shaping() {
        return OffPolicyTerm.Importance.of(new Reshape.Shaping(GAMMA));
    }

    static OffPolicyTerm likelihood() {
        return new OffPolicyTerm.NegativeLogLikelihood(1);
    }
}
