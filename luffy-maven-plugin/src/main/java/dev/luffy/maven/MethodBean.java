package dev.luffy.maven;

import static dev.luffy.maven.Element.named;
import static dev.luffy.maven.Element.within;

import dev.luffy.runtime.experiment.Advantage;
import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Reshape;
import dev.luffy.runtime.experiment.RewardModel;

/**
 * What is learnt from the responses: a preset, and whatever differs from it. An ablation is a preset with one part
 * changed.
 *
 * <pre>{@code
 * <method>LUFFY</method>
 *
 * <method>
 *   <preset>LUFFY</preset>            <!-- LUFFY_PAPER, MIXED_GRPO, MIXED_GRPO_SHAPING, MIXED_GRPO_SHAPING_NO_CLIP,
 *                                          ON_POLICY, ON_POLICY_SHAPING, ON_POLICY_NO_CLIP, RL_WITH_SFT_LOSS, GRPO,
 *                                          SIMPLE_RL_ZOO, OAT_ZERO, SIMPLE_RL, OPEN_REASONER_ZERO, PRIME_ZERO, SFT -->
 *   <source>REFERENCE_CODE</source>   <!-- the default, as the published code runs; or PAPER: they differ in normaliser,
 *                                          clip and entropy bonus. ORIGINAL is the one source of other authors' methods -->
 *   <onPolicyRollouts>7</onPolicyRollouts>
 *   <offPolicyRollouts>1</offPolicyRollouts>
 *   <shapingGamma>0.1</shapingGamma>  <!-- short for a SHAPING reshape with this gamma, where the preset shapes -->
 *   <onPolicyClip>NONE</onPolicyClip>
 *   <offPolicyClip>NONE</offPolicyClip>
 *   <onPolicyReshape>IDENTITY</onPolicyReshape>
 *   <offPolicyReshape>IDENTITY</offPolicyReshape>
 *   <minimumWeight>0.01</minimumWeight>   <!-- clamp of the reshaped off-policy weight -->
 *   <maximumWeight>1</maximumWeight>
 *   <sftCoefficient>1</sftCoefficient>    <!-- teacher tokens enter as coefficient * mean -log p instead -->
 *   <advantageGroup>UNION</advantageGroup>   <!-- or ON_POLICY_ONLY -->
 *   <advantageStd>false</advantageStd>
 *   <maximumProbability>0.99</maximumProbability>
 *   <normalizer>TOKEN_COUNT</normalizer>  <!-- SEQUENCE_MEAN, SUM_OVER_CONSTANT,
 *                                               SEQUENCE_MEAN_OVER_CONSTANT -->
 *   <normalizerLength>128</normalizerLength>   <!-- of the last two; <maximumResponseTokens> when left out -->
 *   <lossScale>1</lossScale>
 *   <entropyCoefficient>0.01</entropyCoefficient>
 *   <entropyTokens>ALL</entropyTokens>    <!-- or ON_POLICY -->
 *   <klCoefficient>0</klCoefficient>
 *   <prefix><strategy>RANDOM</strategy><minimum>1</minimum><maximum>1</maximum></prefix>
 *   <teacherReward>VERIFY</teacherReward> <!-- or CONSTANT -->
 *   <dropDegenerateGroups>false</dropDegenerateGroups>
 *   <outcome><correct>1</correct><wrong>0</wrong><unanswered>0</unanswered></outcome>
 *   <critic><learningRate>9e-6</learningRate></critic>   <!-- PPO: advantages from a value network, a second model -->
 *   <rewardModel><learningRate>1e-6</learningRate></rewardModel>   <!-- PRIME: from a reward model, likewise -->
 *   <accuracyFilter><minimum>0.2</minimum><maximum>0.8</maximum></accuracyFilter>   <!-- prompts that are kept -->
 * </method>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class MethodBean {

    private enum NormalizerKind {
        TOKEN_COUNT,
        SEQUENCE_MEAN,
        SUM_OVER_CONSTANT,
        SEQUENCE_MEAN_OVER_CONSTANT
    }

    private String preset = "LUFFY";
    private String source;
    private Integer onPolicyRollouts;
    private Integer offPolicyRollouts;
    private Double shapingGamma;
    private ClipBean onPolicyClip;
    private ClipBean offPolicyClip;
    private ReshapeBean onPolicyReshape;
    private ReshapeBean offPolicyReshape;
    private Double minimumWeight;
    private Double maximumWeight;
    private Double sftCoefficient;
    private String advantageGroup;
    private Boolean advantageStd;
    private Double maximumProbability;
    private String normalizer;
    private Integer normalizerLength;
    private Double lossScale;
    private Double entropyCoefficient;
    private String entropyTokens;
    private Double klCoefficient;
    private PrefixBean prefix;
    private String teacherReward;
    private Boolean dropDegenerateGroups;
    private OutcomeBean outcome;
    private CriticBean critic;
    private RewardModelBean rewardModel;
    private AccuracyFilterBean accuracyFilter;

    /** Makes {@code <method>LUFFY</method>} possible. */
    public void set(String preset) {
        this.preset = preset;
    }

    Method toMethod(int maximumResponseTokens) {
        refuseStages();
        Preset chosen = named(Preset.class, "preset", preset);
        Method.Source values =
                or(Method.Source.class, "source", source, chosen.sources().get(0));
        Method base = chosen.method(values, maximumResponseTokens);
        // Gamma belongs to whichever ratio the preset shapes: the teacher's, or the policy's own.
        boolean shapesOwnRatio = base.onPolicyReshape() instanceof Reshape.Shaping;
        Reshape onReshape = base.onPolicyReshape();
        if (shapesOwnRatio && shapingGamma != null) onReshape = gamma();
        if (onPolicyReshape != null) onReshape = within("onPolicyReshape", onPolicyReshape::toReshape);
        Clip onClip = base.onPolicyClip();
        if (onPolicyClip != null) onClip = within("onPolicyClip", onPolicyClip::toClip);
        Prefix share = base.prefix();
        if (prefix != null) share = within("prefix", () -> prefix.over(base.prefix()));
        int teacherRows = or(offPolicyRollouts, base.offPolicyRollouts());
        if (teacherRows == 0) {
            OffPolicyElements.refuseWithoutTeacher("prefix", prefix);
            OffPolicyElements.refuseWithoutTeacher("teacherReward", teacherReward);
        }
        OffPolicyElements offPolicy = new OffPolicyElements(
                shapesOwnRatio ? null : shapingGamma,
                offPolicyReshape,
                offPolicyClip,
                minimumWeight,
                maximumWeight,
                sftCoefficient);
        return new Method(
                base.preset(),
                base.source(),
                or(onPolicyRollouts, base.onPolicyRollouts()),
                teacherRows,
                advantage(base.advantage()),
                onReshape,
                onClip,
                offPolicy.over(base.offPolicy(), teacherRows),
                or(maximumProbability, base.maximumProbability()),
                normalizer(base.normalizer(), maximumResponseTokens),
                or(lossScale, base.lossScale()),
                or(entropyCoefficient, base.entropyCoefficient()),
                or(Method.Tokens.class, "entropyTokens", entropyTokens, base.entropyTokens()),
                or(klCoefficient, base.klCoefficient()),
                share,
                or(Method.TeacherReward.class, "teacherReward", teacherReward, base.teacherReward()),
                or(dropDegenerateGroups, base.dropDegenerateGroups()),
                outcome == null ? base.outcome() : within("outcome", () -> outcome.over(base.outcome())),
                critic(base.critic()),
                rewardModel(base.rewardModel()),
                accuracyFilter == null
                        ? base.accuracyFilter()
                        : within("accuracyFilter", () -> accuracyFilter.over(base.accuracyFilter())));
    }

    private Critic critic(Critic base) {
        if (critic == null && base == null) return null;
        refuseAdvantage("critic");
        if (critic == null) return base;
        Critic start = base != null
                ? base
                : Preset.OPEN_REASONER_ZERO.method(Method.Source.ORIGINAL, 1).critic();
        return within("critic", () -> critic.over(start));
    }

    private RewardModel rewardModel(RewardModel base) {
        if (rewardModel == null && base == null) return null;
        refuseAdvantage("rewardModel");
        if (rewardModel == null) return base;
        RewardModel start = base != null
                ? base
                : Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 1).rewardModel();
        return within("rewardModel", () -> rewardModel.over(start));
    }

    private void refuseAdvantage(String origin) {
        if (advantageGroup == null && advantageStd == null) return;
        String field = advantageGroup != null ? "advantageGroup" : "advantageStd";
        Object value = advantageGroup != null ? advantageGroup : advantageStd;
        throw new InvalidDeclarationException(
                field,
                value,
                "means nothing to a method whose advantages come from its <" + origin + ">: leave it out");
    }

    private Reshape gamma() {
        if (onPolicyReshape != null) {
            throw new InvalidDeclarationException(
                    "shapingGamma", shapingGamma, "is short for an <onPolicyReshape> here: declare one of the two");
        }
        if (!(shapingGamma > 0) || shapingGamma.isInfinite()) {
            throw new InvalidDeclarationException("shapingGamma", shapingGamma, "must be greater than 0");
        }
        return new Reshape.Shaping(shapingGamma);
    }

    private void refuseStages() {
        if (!"SFT_THEN_RL".equals(preset)) return;
        throw new InvalidDeclarationException(
                "preset",
                preset,
                "is two experiments: one with SFT, and after it one with ON_POLICY whose <model> is"
                        + " <experiment>the first one's id</experiment>");
    }

    private Advantage advantage(Advantage base) {
        Advantage.Deviation deviation = base.deviation();
        if (advantageStd != null) {
            deviation = advantageStd ? Advantage.Deviation.UNBIASED : Advantage.Deviation.NONE;
        }
        return new Advantage(
                or(Advantage.Group.class, "advantageGroup", advantageGroup, base.group()), deviation, base.epsilon());
    }

    private Normalizer normalizer(Normalizer base, int maximumResponseTokens) {
        if (normalizer == null && normalizerLength == null) return base;
        NormalizerKind kind = normalizer == null ? kindOf(base) : named(NormalizerKind.class, "normalizer", normalizer);
        boolean counts = kind == NormalizerKind.TOKEN_COUNT || kind == NormalizerKind.SEQUENCE_MEAN;
        if (counts && normalizerLength != null) {
            throw new InvalidDeclarationException("normalizerLength", normalizerLength, "means nothing to " + kind);
        }
        int length = or(normalizerLength, maximumResponseTokens);
        if (length < 1) throw new InvalidDeclarationException("normalizerLength", length, "must be at least 1");
        return switch (kind) {
            case TOKEN_COUNT -> new Normalizer.TokenCount();
            case SEQUENCE_MEAN -> new Normalizer.SequenceMean();
            case SUM_OVER_CONSTANT -> new Normalizer.SumOverConstant(length);
            case SEQUENCE_MEAN_OVER_CONSTANT -> new Normalizer.SequenceMeanOverConstant(length);
        };
    }

    private static NormalizerKind kindOf(Normalizer base) {
        if (base instanceof Normalizer.SumOverConstant) return NormalizerKind.SUM_OVER_CONSTANT;
        if (base instanceof Normalizer.SequenceMeanOverConstant) return NormalizerKind.SEQUENCE_MEAN_OVER_CONSTANT;
        if (base instanceof Normalizer.SequenceMean) return NormalizerKind.SEQUENCE_MEAN;
        return NormalizerKind.TOKEN_COUNT;
    }

    private static <E extends Enum<E>> E or(Class<E> type, String field, String declared, E base) {
        return declared == null ? base : named(type, field, declared);
    }

    private static <T> T or(T declared, T base) {
        return declared == null ? base : declared;
    }
}
