package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A method of the paper as its parts; a name such as LUFFY is a preset of these parts ({@link Preset}).
 *
 * @param preset the name that the parts were taken from
 * @param source whose values the preset follows
 * @param onPolicyRollouts rows per prompt sampled from the policy
 * @param offPolicyRollouts rows per prompt that begin with (or are) a teacher trace
 * @param advantage estimator; unused by terms that take no advantage
 * @param onPolicyReshape f on the policy's own ratio
 * @param onPolicyClip clip of the policy's own surrogate
 * @param offPolicy term of the teacher tokens
 * @param maximumProbability tokens with π_θ above it leave loss and mask, or null (reference {@code all_max_clip})
 * @param normalizer divisor of the summed policy-gradient loss
 * @param lossScale factor of the policy-gradient loss; 64 with a sequence mean emulates the reference's scale
 * @param entropyCoefficient weight of the entropy bonus, token mean over the whole update; 0 turns it off
 * @param entropyTokens which tokens the bonus is taken over
 * @param klCoefficient weight of the k3 divergence from the starting model, token mean over the update; 0 turns it off
 * @param prefix share of a trace that an off-policy row is given
 * @param teacherReward how a full teacher row is scored
 * @param dropDegenerateGroups whether groups with equal rewards leave the update, its normaliser and its bonuses
 * @param outcome what a verdict is worth, or null for 1 and 0. Not part of the JSON then, so that older fingerprints stay
 * @param critic value network that advantages come from, or null: then they come from the group, and no second model is
 *     loaded. Not part of the JSON then either
 * @param rewardModel process reward model that advantages come from, or null: then none is loaded. Likewise not in the JSON
 * @param accuracyFilter prompts that a step learns from, or null for all of them. Likewise not in the JSON
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Method(
        String preset,
        Source source,
        int onPolicyRollouts,
        int offPolicyRollouts,
        Advantage advantage,
        Reshape onPolicyReshape,
        Clip onPolicyClip,
        OffPolicyTerm offPolicy,
        Double maximumProbability,
        Normalizer normalizer,
        double lossScale,
        double entropyCoefficient,
        Tokens entropyTokens,
        double klCoefficient,
        Prefix prefix,
        TeacherReward teacherReward,
        boolean dropDegenerateGroups,
        @JsonInclude(JsonInclude.Include.NON_NULL) Outcome outcome,
        @JsonInclude(JsonInclude.Include.NON_NULL) Critic critic,
        @JsonInclude(JsonInclude.Include.NON_NULL) RewardModel rewardModel,
        @JsonInclude(JsonInclude.Include.NON_NULL) AccuracyFilter accuracyFilter) {

    /** Where a preset's values come from; the first two differ (normaliser, clip, entropy coefficient). */
    public enum Source {
        /** arXiv 2504.14945 v5. */
        PAPER,
        /** The published training scripts and the code they run. */
        REFERENCE_CODE,
        /** The code of the method's own authors, where LUFFY's paper evaluates their released model and trains none. */
        ORIGINAL
    }

    /** A choice of response tokens. */
    public enum Tokens {
        ALL,
        ON_POLICY
    }

    /** How a full teacher row gets its reward. */
    public enum TeacherReward {
        /** By the verifier that scores every row. */
        VERIFY,
        /** Always 1. */
        CONSTANT
    }

    public Method {
        Check.text("preset", preset);
        Check.present("source", source);
        Check.atLeast("onPolicyRollouts", onPolicyRollouts, 0);
        Check.atLeast("offPolicyRollouts", offPolicyRollouts, 0);
        if (onPolicyRollouts + offPolicyRollouts == 0) {
            throw new InvalidDeclarationException(
                    "onPolicyRollouts", 0, "a group needs at least one row: raise it or <offPolicyRollouts>");
        }
        Check.present("advantage", advantage);
        Check.present("onPolicyReshape", onPolicyReshape);
        Check.present("onPolicyClip", onPolicyClip);
        Check.present("offPolicy", offPolicy);
        if (critic != null && offPolicyRollouts > 0) {
            throw new InvalidDeclarationException(
                    "offPolicyRollouts",
                    offPolicyRollouts,
                    "a <critic> values what the policy samples: declare 0, or a method without critic");
        }
        if (rewardModel != null) checkRewardModel(critic, onPolicyRollouts, offPolicyRollouts);
        if (accuracyFilter != null && onPolicyRollouts == 0) {
            throw new InvalidDeclarationException(
                    "onPolicyRollouts",
                    onPolicyRollouts,
                    "an <accuracyFilter> goes by what the policy samples: declare at least 1, or leave the filter out");
        }
        boolean centredByGroup = critic == null && offPolicy instanceof OffPolicyTerm.Importance;
        if (centredByGroup && onPolicyRollouts + offPolicyRollouts == 1) {
            throw new InvalidDeclarationException(
                    "onPolicyRollouts",
                    onPolicyRollouts,
                    "a group of one row has no baseline: its advantage would be its reward; declare at least 2 rows");
        }
        if (offPolicy instanceof OffPolicyTerm.NegativeLogLikelihood && offPolicyRollouts == 0) {
            throw new InvalidDeclarationException(
                    "offPolicyRollouts",
                    offPolicyRollouts,
                    "the likelihood term is taken on teacher rows: declare at least 1");
        }
        if (critic == null && advantage.group() == Advantage.Group.ON_POLICY_ONLY && onPolicyRollouts < 2) {
            String rule = onPolicyRollouts == 1
                    ? "one row is no baseline for itself: "
                    : "<advantageGroup> ON_POLICY_ONLY has no row to take a baseline from: ";
            throw new InvalidDeclarationException(
                    "onPolicyRollouts", onPolicyRollouts, rule + "declare at least 2, or <advantageGroup> UNION");
        }
        if (onPolicyRollouts == 0 && offPolicy instanceof OffPolicyTerm.NegativeLogLikelihood) {
            String rule = "is about rewards, and the likelihood of teacher rows takes none: leave it out";
            if (outcome != null) throw new InvalidDeclarationException("outcome", "declared", rule);
            if (dropDegenerateGroups) throw new InvalidDeclarationException("dropDegenerateGroups", true, rule);
        }
        if (maximumProbability != null) Check.in("maximumProbability", maximumProbability, Double.MIN_VALUE, 1);
        Check.present("normalizer", normalizer);
        boolean countsTokens =
                normalizer instanceof Normalizer.TokenCount || normalizer instanceof Normalizer.SequenceMean;
        if (maximumProbability != null && countsTokens) {
            throw new InvalidDeclarationException(
                    "maximumProbability",
                    maximumProbability,
                    "the token count that the loss is divided by would then depend on the policy: "
                            + "declare a <normalizer> with a constant length, or leave this out");
        }
        Check.positive("lossScale", lossScale);
        Check.finite("entropyCoefficient", entropyCoefficient);
        Check.present("entropyTokens", entropyTokens);
        Check.atLeast("klCoefficient", klCoefficient, 0);
        Check.present("prefix", prefix);
        Check.present("teacherReward", teacherReward);
    }

    private static void checkRewardModel(Critic critic, int onPolicyRollouts, int offPolicyRollouts) {
        if (critic != null) {
            throw new InvalidDeclarationException(
                    "rewardModel",
                    "declared",
                    "so is a <critic>, and advantages come from one of the two: take a preset without the other");
        }
        if (offPolicyRollouts > 0) {
            throw new InvalidDeclarationException(
                    "offPolicyRollouts",
                    offPolicyRollouts,
                    "a <rewardModel> scores what the policy samples: declare 0, or a method without reward model");
        }
        if (onPolicyRollouts < 2) {
            throw new InvalidDeclarationException(
                    "onPolicyRollouts",
                    onPolicyRollouts,
                    "the scores of a <rewardModel> are compared with those of the prompt's other rows: declare at least 2");
        }
    }

    /** Rows per prompt. */
    public int groupSize() {
        return onPolicyRollouts + offPolicyRollouts;
    }

    /** Whether the starting model is kept beside the policy. */
    public boolean needsReference() {
        return klCoefficient > 0 || rewardModel != null || critic != null && critic.rewardKlCoefficient() > 0;
    }

    /** Whether teacher traces are needed. */
    public boolean needsTraces() {
        return offPolicyRollouts > 0;
    }
}
