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

    /**
     * Parts that most methods do without; each may be null.
     *
     * @param outcome what a verdict is worth
     * @param critic where PPO's advantages come from
     * @param rewardModel where PRIME's come from
     * @param accuracyFilter which prompts are kept
     */
    record Additions(Outcome outcome, Critic critic, RewardModel rewardModel, AccuracyFilter accuracyFilter) {

        static final Additions NONE = new Additions(null, null, null, null);
    }

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

    /** What verdicts are worth, null for 1 and 0; γ 1, values clipped by 0.2, and AdamW as both authors of PPO set it. */
    static Additions critic(
            Outcome outcome, double lambda, double rewardKl, int updates, int warmupUpdates, double learningRate) {
        Optimizer optimizer = new Optimizer(learningRate, 0.9, 0.95, 1e-8, 0, 1);
        Critic critic = new Critic(1, lambda, rewardKl, 0.2, updates, warmupUpdates, optimizer);
        return new Additions(outcome, critic, null, null);
    }

    /** β, rate, norm and filter of PRIME's script; betas and ε are PyTorch's, which it leaves as they are. */
    static Additions rewardModel() {
        RewardModel model = new RewardModel(0.05, new Optimizer(1e-6, 0.9, 0.999, 1e-8, 0, 10));
        return new Additions(null, null, model, new AccuracyFilter(0.2, 0.8));
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
