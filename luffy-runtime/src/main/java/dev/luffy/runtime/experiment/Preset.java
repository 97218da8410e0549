package dev.luffy.runtime.experiment;

import static dev.luffy.runtime.experiment.Method.Source.ORIGINAL;
import static dev.luffy.runtime.experiment.Method.Source.PAPER;
import static dev.luffy.runtime.experiment.Method.Source.REFERENCE_CODE;
import static dev.luffy.runtime.experiment.PresetParts.EPSILON;
import static dev.luffy.runtime.experiment.PresetParts.GAMMA;
import static dev.luffy.runtime.experiment.PresetParts.PUBLISHED_SEQUENCES;
import static dev.luffy.runtime.experiment.PresetParts.checkSource;
import static dev.luffy.runtime.experiment.PresetParts.critic;
import static dev.luffy.runtime.experiment.PresetParts.identity;
import static dev.luffy.runtime.experiment.PresetParts.likelihood;
import static dev.luffy.runtime.experiment.PresetParts.no;
import static dev.luffy.runtime.experiment.PresetParts.ppo;
import static dev.luffy.runtime.experiment.PresetParts.rewardModel;
import static dev.luffy.runtime.experiment.PresetParts.shaping;
import static dev.luffy.runtime.experiment.PresetParts.standardised;

import dev.luffy.runtime.experiment.Method.Source;
import dev.luffy.runtime.experiment.Method.TeacherReward;
import dev.luffy.runtime.experiment.PresetParts.Additions;
import java.util.List;

/**
 * Named methods as their parts. Where arXiv 2504.14945 v5 and the published code disagree, {@link Source} chooses; a
 * declaration that names none means what the published code executes:
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
 * Both, unless a preset says otherwise: eight rows per prompt, advantages over the whole group, γ = 0.1, ε = 0.2 where a
 * clip is kept, whole traces scored by the verifier, entropy over all response tokens (the paper is silent), no group
 * dropped. Methods of other authors, whose released models LUFFY compares itself with, have {@link Source#ORIGINAL}
 * alone. A preset sets the {@link Method}; optimizer, schedule, rollout limits and template are declared beside it.
 */
public enum Preset {
    /**
     * The headline method: MIXED_GRPO_SHAPING without the on-policy clip (App. E.1; {@code train.sh}). REFERENCE_CODE is
     * what the published code executes, PAPER the same method in the paper's values; Eq. 6 itself is {@link #LUFFY_PAPER}.
     */
    LUFFY(7, 1, no(), shaping()),

    /**
     * The objective exactly as Eq. 6 has it: divided by the token count, the on-policy clip kept, entropy coefficient
     * 0.01. The parts are those of MIXED_GRPO_SHAPING from PAPER.
     */
    LUFFY_PAPER(7, 1, ppo(), shaping(), PAPER),

    /** Mixed-Policy GRPO (Eq. 5): teacher tokens weighted by π_θ; the two sources clip them differently. */
    MIXED_GRPO(7, 1, ppo(), identity(no())) {
        @Override
        OffPolicyTerm offPolicy(Source source) {
            return source == PAPER ? identity(ppo()) : super.offPolicy(source);
        }
    },

    /** Mixed-Policy with policy shaping, f(π_θ) = π_θ/(π_θ+γ) on teacher tokens (Eq. 6), on-policy clip kept. */
    MIXED_GRPO_SHAPING(7, 1, ppo(), shaping()),

    /** The ladder's last rung, shaping and no clip at all (Table 4; App. E.1): LUFFY under its other name. */
    MIXED_GRPO_SHAPING_NO_CLIP(7, 1, no(), shaping()),

    /** On-policy RL of the paper, which is Dr.GRPO: no deviation in the advantage ({@code train_on_policy.sh}). */
    ON_POLICY(8, 0, ppo(), identity(no())),

    /**
     * ON_POLICY with the ratio f(π_θ)/f(π_old), clipped after shaping (Table 4; {@code on_policy_reshape=p_div_p_0.1},
     * for which no script is published).
     */
    ON_POLICY_SHAPING(8, 0, ppo(), identity(no())) {
        @Override
        Reshape onPolicyReshape() {
            return new Reshape.Shaping(GAMMA);
        }
    },

    /** ON_POLICY without its clip (Table 4). With one update a step, ratios are 1 and it is ON_POLICY to the bit. */
    ON_POLICY_NO_CLIP(8, 0, no(), identity(no())),

    /**
     * RL w/ SFT loss ({@code train_rl_sft_loss.sh}): the policy gradient of seven rows, centred by their own mean
     * ({@code grpo_split}) and not clipped, plus the token mean of −log π_θ on the teacher's row, coefficient 1. The mean
     * is the whole update's; the reference adds up those of micro-batches, so that their number weighs its SFT term.
     */
    RL_WITH_SFT_LOSS(7, 1, no(), likelihood()) {
        @Override
        Advantage advantage() {
            return new Advantage(Advantage.Group.ON_POLICY_ONLY, Advantage.Deviation.NONE, EPSILON);
        }

        @Override
        double scaleOfSequenceMean() {
            return PUBLISHED_SEQUENCES * 7 / 8; // of 64 sequences, one in eight has no policy gradient
        }
    },

    /**
     * GRPO with the group's deviation kept. The paper defines it (Eq. 4, before the deviation is removed) and trains none;
     * PAPER is that definition in the paper's setting, without KL. REFERENCE_CODE takes the YAML's defaults:
     * {@code grpo_use_std}, token mean, k3 KL.
     */
    GRPO(8, 0, ppo(), identity(no())) {
        @Override
        Advantage advantage() {
            return standardised();
        }

        @Override
        Normalizer normalizer(Source source, int maximumResponseTokens) {
            return new Normalizer.TokenCount();
        }

        @Override
        double klCoefficient(Source source) {
            return source == PAPER ? 0 : 0.001;
        }
    },

    /**
     * SimpleRL-Zoo, the GRPO successor of SimpleRL-Zero (hkust-nlp/simpleRL-reason v1,
     * {@code train_grpo_math_tune_ray.sh}): deviation kept, token mean, k3 KL in the loss with the README's coefficient
     * for models up to 14 billion, entropy 0.001, reward 1 or 0 without a format penalty.
     */
    SIMPLE_RL_ZOO(8, new Normalizer.TokenCount(), Additions.NONE) {
        @Override
        Advantage advantage() {
            return standardised();
        }

        @Override
        double klCoefficient(Source source) {
            return 1e-4;
        }
    },

    /**
     * Oat-Zero, Dr.GRPO as its authors run it (sail-sg/oat v0.1.3, {@code oat/algorithms/ppo.py}): mean over sequences of
     * Σ_t/{@code generate_max_length}, clip 0.2, neither entropy bonus nor KL. What is cut off scores 0, as always here.
     */
    OAT_ZERO(8, 0, ppo(), identity(no()), ORIGINAL) {
        @Override
        double scaleOfSequenceMean() {
            return 1;
        }

        @Override
        double entropyCoefficient(Source source) {
            return 0;
        }
    },

    /**
     * SimpleRL-Zero, PPO with a critic (hkust-nlp/simpleRL-reason v0, {@code train_ppo_qwen_base_math_lv35_new.sh} on
     * OpenRLHF): λ 0.95, mean over sequences of token means, k1 divergence in the reward. A response without a readable
     * answer scores −1, there one without {@code boxed}; what is read, and of responses cut off, is the verifier's matter.
     */
    SIMPLE_RL(8, new Normalizer.SequenceMean(), critic(new Outcome(1, -0.5, -1), 0.95, 0.01, 1, 0, 9e-6)),

    /**
     * OpenReasoner-Zero (Open-Reasoner-Zero 3fdd9a0, {@code playground/orz_7b_ppo.py}): PPO with λ 1, so that A = R − V,
     * mean over tokens, no divergence, twelve updates of the critic for one of the policy. What did not stop scores 0.
     */
    OPEN_REASONER_ZERO(64, new Normalizer.TokenCount(), critic(null, 1, 0, 12, 50, 5e-6)),

    /**
     * PRIME-Zero (PRIME-RL/PRIME 18ad596; the values of {@code run_prime_main.sh}, as no script for Zero is published):
     * leave-one-out advantages from outcomes and from a process reward model that learns beside the policy, mean over tokens.
     */
    PRIME_ZERO(4, new Normalizer.TokenCount(), rewardModel()),

    /** Supervised fine-tuning on the traces: token mean of −log π_θ. No rollout, no reward and no entropy bonus enters. */
    SFT(0, 1, no(), likelihood()) {
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

    private final int onPolicyRollouts;
    private final int offPolicyRollouts;
    private final Clip onPolicyClip;
    private final OffPolicyTerm offPolicy;
    private final List<Source> sources;
    private final Normalizer normalizer; // null: that of the source
    private final Additions additions;

    Preset(int onPolicyRollouts, int offPolicyRollouts, Clip onPolicyClip, OffPolicyTerm offPolicy, Source... only) {
        this.onPolicyRollouts = onPolicyRollouts;
        this.offPolicyRollouts = offPolicyRollouts;
        this.onPolicyClip = onPolicyClip;
        this.offPolicy = offPolicy;
        this.sources = only.length == 0 ? List.of(REFERENCE_CODE, PAPER) : List.of(only);
        this.normalizer = null;
        this.additions = Additions.NONE;
    }

    /** Of other authors, without teacher; with additions also without entropy bonus. */
    Preset(int rollouts, Normalizer normalizer, Additions additions) {
        this.onPolicyRollouts = rollouts;
        this.offPolicyRollouts = 0;
        this.onPolicyClip = ppo();
        this.offPolicy = identity(no());
        this.sources = List.of(ORIGINAL);
        this.normalizer = normalizer;
        this.additions = additions;
    }

    /** The sources that define this method; the first is taken when a declaration names none. */
    public List<Source> sources() {
        return sources;
    }

    /**
     * The parts of this method.
     *
     * @param source whose values to take
     * @param maximumResponseTokens response limit of the rollouts; the reference's divisor (8192 in its scripts)
     * @throws InvalidDeclarationException if the source does not define this method
     */
    public Method method(Source source, int maximumResponseTokens) {
        checkSource(name(), sources, source);
        Normalizer divisor = normalizer == null ? normalizer(source, maximumResponseTokens) : normalizer;
        return new Method(
                name(),
                source,
                onPolicyRollouts,
                offPolicyRollouts,
                advantage(),
                onPolicyReshape(),
                onPolicyClip,
                offPolicy(source),
                null,
                divisor,
                divisor instanceof Normalizer.SequenceMeanOverConstant ? scaleOfSequenceMean() : 1,
                additions == Additions.NONE ? entropyCoefficient(source) : 0,
                Method.Tokens.ALL,
                klCoefficient(source),
                Prefix.FULL,
                teacherReward(),
                false,
                additions.outcome(),
                additions.critic(),
                additions.rewardModel(),
                additions.accuracyFilter());
    }

    /** No deviation, after Dr.GRPO, in every experiment of the paper ({@code grpo_use_std=False}). */
    Advantage advantage() {
        return new Advantage(Advantage.Group.UNION, Advantage.Deviation.NONE, EPSILON);
    }

    Reshape onPolicyReshape() {
        return new Reshape.Identity();
    }

    OffPolicyTerm offPolicy(Source source) {
        return offPolicy;
    }

    Normalizer normalizer(Source source, int maximumResponseTokens) {
        return source == PAPER
                ? new Normalizer.TokenCount()
                : new Normalizer.SequenceMeanOverConstant(maximumResponseTokens);
    }

    double scaleOfSequenceMean() {
        return PUBLISHED_SEQUENCES;
    }

    double entropyCoefficient(Source source) {
        return source == PAPER ? 0.01 : 0.001;
    }

    /** None in the paper, none in the scripts ({@code use_kl_loss=False}). */
    double klCoefficient(Source source) {
        return 0;
    }

    /** The code scores teacher rows like any other; the paper's traces were filtered with the same verifier. */
    TeacherReward teacherReward() {
        return TeacherReward.VERIFY;
    }
}
