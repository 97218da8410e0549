package dev.luffy.runtime.experiment;

import dev.luffy.runtime.experiment.Method.Source;
import dev.luffy.runtime.experiment.Method.TeacherReward;
import dev.luffy.runtime.experiment.Method.Tokens;

/**
 * Named methods as their parts. Where arXiv 2504.14945 v5 and the published code disagree, {@link Source} chooses:
 *
 * <table>
 *   <caption>What the sources disagree on</caption>
 *   <tr><th>part</th><th>PAPER</th><th>REFERENCE_CODE</th></tr>
 *   <tr><td>normaliser</td><td>token count, Z of Eq. 5</td><td>64 · sequence mean over the response limit: the scale of
 *       the published runs, 64 sequences per device, summed and divided by the padded length; GRPO: token count</td></tr>
 *   <tr><td>entropy coefficient</td><td>0.01</td><td>0.001 (every script)</td></tr>
 *   <tr><td>clip of teacher tokens in MIXED_GRPO</td><td>ε = 0.2 (Eq. 5)</td><td>none</td></tr>
 *   <tr><td>KL term of GRPO</td><td>none</td><td>k3, 0.001 (YAML default)</td></tr>
 * </table>
 *
 * Both, unless a preset says otherwise: eight rows per prompt, advantages over the whole group, γ = 0.1, ε = 0.2 where a clip is kept, whole traces
 * scored by the verifier, entropy over all response tokens (the paper is silent), no group dropped.
 */
public enum Preset {
    /** The headline method: MIXED_GRPO_SHAPING without the on-policy clip (App. E.1; {@code train.sh}). */
    LUFFY(7, 1, no(), shaping(), shaping()),

    /** Mixed-Policy GRPO (Eq. 5): teacher tokens weighted by π_θ; the two sources clip them differently. */
    MIXED_GRPO(7, 1, ppo(), identity(ppo()), identity(no())),

    /** Mixed-Policy with policy shaping, f(π_θ) = π_θ/(π_θ+γ) on teacher tokens (Eq. 6), on-policy clip kept. */
    MIXED_GRPO_SHAPING(7, 1, ppo(), shaping(), shaping()),

    /** On-policy RL of the paper, which is Dr.GRPO: no deviation in the advantage ({@code train_on_policy.sh}). */
    ON_POLICY(8, 0, ppo(), identity(no()), identity(no())),

    /**
     * GRPO with the group's deviation kept. The paper defines it (Eq. 4, before the deviation is removed) and trains none;
     * PAPER is that definition in the paper's setting, without KL. REFERENCE_CODE takes the YAML's defaults:
     * {@code grpo_use_std}, token mean, k3 KL.
     */
    GRPO(8, 0, ppo(), identity(no()), identity(no())) {
        @Override
        Advantage advantage() {
            return new Advantage(Advantage.Group.UNION, Advantage.Deviation.UNBIASED, EPSILON);
        }

        @Override
        Normalizer normalizer(Source source, int maximumResponseTokens) {
            return new Normalizer.TokenCount();
        }

        @Override
        double klCoefficient(Source source) {
            return source == Source.PAPER ? 0 : 0.001;
        }
    },

    /** Supervised fine-tuning on the traces: token mean of −log π_θ. No rollout, no reward and no entropy bonus enters. */
    SFT(0, 1, no(), likelihood(), likelihood()) {
        @Override
        Normalizer normalizer(Source source, int maximumResponseTokens) {
            return new Normalizer.TokenCount(); // the likelihood is a token mean by itself
        }

        @Override
        double entropyCoefficient(Source source) {
            return 0;
        }

        @Override
        TeacherReward teacherReward() {
            return TeacherReward.CONSTANT; // nothing to verify: the likelihood takes no reward
        }
    };

    /** Added to the deviation; the reference's, Eq. 4 has none. Without effect where there is no deviation. */
    private static final double EPSILON = 1e-6;

    /** Sequences per device and update of the published runs; the reference sums over them without dividing. */
    private static final double PUBLISHED_SEQUENCES = 64;

    private final int onPolicyRollouts;
    private final int offPolicyRollouts;
    private final Clip onPolicyClip;
    private final OffPolicyTerm paperTerm;
    private final OffPolicyTerm codeTerm;

    Preset(int onPolicy, int offPolicy, Clip onPolicyClip, OffPolicyTerm paperTerm, OffPolicyTerm codeTerm) {
        this.onPolicyRollouts = onPolicy;
        this.offPolicyRollouts = offPolicy;
        this.onPolicyClip = onPolicyClip;
        this.paperTerm = paperTerm;
        this.codeTerm = codeTerm;
    }

    /**
     * The parts of this method.
     *
     * @param source whose values to take
     * @param maximumResponseTokens response limit of the rollouts; the reference's divisor (8192 in its scripts)
     */
    public Method method(Source source, int maximumResponseTokens) {
        Normalizer normalizer = normalizer(source, maximumResponseTokens);
        return new Method(
                name(),
                source,
                onPolicyRollouts,
                offPolicyRollouts,
                advantage(),
                new Reshape.Identity(),
                onPolicyClip,
                source == Source.PAPER ? paperTerm : codeTerm,
                null,
                normalizer,
                normalizer instanceof Normalizer.SequenceMeanOverConstant ? PUBLISHED_SEQUENCES : 1,
                entropyCoefficient(source),
                Tokens.ALL,
                klCoefficient(source),
                Prefix.FULL,
                teacherReward(),
                false);
    }

    /** No deviation, after Dr.GRPO, in every experiment ({@code grpo_use_std=False}). */
    Advantage advantage() {
        return new Advantage(Advantage.Group.UNION, Advantage.Deviation.NONE, EPSILON);
    }

    Normalizer normalizer(Source source, int maximumResponseTokens) {
        return source == Source.PAPER
                ? new Normalizer.TokenCount()
                : new Normalizer.SequenceMeanOverConstant(maximumResponseTokens);
    }

    double entropyCoefficient(Source source) {
        return source == Source.PAPER ? 0.01 : 0.001;
    }

    /** None in the paper, none in the scripts ({@code use_kl_loss=False}). */
    double klCoefficient(Source source) {
        return 0;
    }

    /** The code scores teacher rows like any other; the paper's traces were filtered with the same verifier. */
    TeacherReward teacherReward() {
        return TeacherReward.VERIFY;
    }

    private static Clip no() {
        return new Clip.None();
    }

    private static Clip ppo() {
        return new Clip.Ppo(0.2, 0.2);
    }

    private static OffPolicyTerm identity(Clip clip) {
        return new OffPolicyTerm.Importance(new Reshape.Identity(), clip, null, null);
    }

    private static OffPolicyTerm shaping() {
        return OffPolicyTerm.Importance.of(new Reshape.Shaping(0.1));
    }

    private static OffPolicyTerm likelihood() {
        return new OffPolicyTerm.NegativeLogLikelihood(1);
    }
}
