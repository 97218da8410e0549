package dev.luffy.maven;

import static dev.luffy.maven.Pom.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Advantage;
import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Reshape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a {@code <method>} to the method that it declares. */
class MethodBindingTest {

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aPresetAloneIsThatPreset(Preset preset) throws Exception {
        assertThat(method("<method>" + preset + "</method>"))
                .isEqualTo(preset.method(preset.sources().get(0), 128));
    }

    @Test
    void luffyIsWhatThePublishedCodeExecutesUnlessThePapersValuesAreChosen() throws Exception {
        assertThat(method("<method>LUFFY</method>"))
                .isEqualTo(Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 128))
                .isEqualTo(method(""));
        assertThat(method("<method><preset>LUFFY</preset><source>PAPER</source></method>"))
                .isEqualTo(Preset.LUFFY.method(Method.Source.PAPER, 128));
    }

    @Test
    void gammaIsThatOfTheRatioWhichThePresetShapes() throws Exception {
        Method method = method("<method><preset>ON_POLICY_SHAPING</preset><shapingGamma>0.3</shapingGamma></method>");
        assertThat(method.onPolicyReshape()).isEqualTo(new Reshape.Shaping(0.3));
        assertThat(method.offPolicy()).isEqualTo(OffPolicyTerm.Importance.of(new Reshape.Identity()));
        assertThatThrownBy(() ->
                        method("<method><preset>ON_POLICY_SHAPING</preset><shapingGamma>0</shapingGamma></method>"))
                .hasMessageContaining("<method><shapingGamma> is 0.0, but must be greater than 0");
        assertThatThrownBy(() -> method("<method><preset>ON_POLICY_SHAPING</preset><shapingGamma>0.3</shapingGamma>"
                        + "<onPolicyReshape>IDENTITY</onPolicyReshape></method>"))
                .hasMessageContaining("<method><shapingGamma> is 0.3, but is short for an <onPolicyReshape>");
    }

    @Test
    void aStrategyThatVariesStartsFromNothingUnlessToldOtherwise() throws Exception {
        assertThat(method("<method><prefix><strategy>LINEAR</strategy></prefix></method>")
                        .prefix())
                .isEqualTo(new Prefix(Prefix.Strategy.LINEAR, 0, 1, 1));
        assertThat(method("<method><prefix><strategy>RANDOM</strategy></prefix></method>")
                        .prefix())
                .isEqualTo(Prefix.FULL);
    }

    @Test
    void oneChangedPartLeavesTheOthers() throws Exception {
        Method changed = method("<method><entropyCoefficient>0</entropyCoefficient></method>");
        Method base = Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 128);

        assertThat(changed.entropyCoefficient()).isZero();
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("entropyCoefficient")
                .isEqualTo(base);
    }

    @Test
    void everyPartCanBeChanged() throws Exception {
        Method method = method("<method><onPolicyRollouts>3</onPolicyRollouts><offPolicyRollouts>2</offPolicyRollouts>"
                + "<onPolicyClip><low>0.1</low><high>0.3</high></onPolicyClip>"
                + "<offPolicyClip>0.2</offPolicyClip>"
                + "<onPolicyReshape><kind>POWER</kind><exponent>2</exponent></onPolicyReshape>"
                + "<offPolicyReshape>IDENTITY</offPolicyReshape>"
                + "<minimumWeight>0.01</minimumWeight><maximumWeight>0.9</maximumWeight>"
                + "<advantageGroup>ON_POLICY_ONLY</advantageGroup><advantageStd>true</advantageStd>"
                + "<maximumProbability>0.95</maximumProbability>"
                + "<normalizer>SUM_OVER_CONSTANT</normalizer><normalizerLength>99</normalizerLength>"
                + "<lossScale>2</lossScale><entropyTokens>ON_POLICY</entropyTokens><klCoefficient>0.5</klCoefficient>"
                + "<prefix><strategy>LINEAR</strategy><minimum>0.25</minimum><steps>10</steps></prefix>"
                + "<teacherReward>CONSTANT</teacherReward><dropDegenerateGroups>true</dropDegenerateGroups></method>");

        assertThat(method.groupSize()).isEqualTo(5);
        assertThat(method.onPolicyClip()).isEqualTo(new Clip.Ppo(0.1, 0.3));
        assertThat(method.onPolicyReshape()).isEqualTo(new Reshape.Power(2));
        assertThat(method.offPolicy())
                .isEqualTo(new OffPolicyTerm.Importance(new Reshape.Identity(), new Clip.Ppo(0.2, 0.2), 0.01, 0.9));
        assertThat(method.advantage().group()).isEqualTo(Advantage.Group.ON_POLICY_ONLY);
        assertThat(method.advantage().deviation()).isEqualTo(Advantage.Deviation.UNBIASED);
        assertThat(method.maximumProbability()).isEqualTo(0.95);
        assertThat(method.normalizer()).isEqualTo(new Normalizer.SumOverConstant(99));
        assertThat(method.lossScale()).isEqualTo(2);
        assertThat(method.entropyTokens()).isEqualTo(Method.Tokens.ON_POLICY);
        assertThat(method.klCoefficient()).isEqualTo(0.5);
        assertThat(method.prefix()).isEqualTo(new Prefix(Prefix.Strategy.LINEAR, 0.25, 1, 10));
        assertThat(method.teacherReward()).isEqualTo(Method.TeacherReward.CONSTANT);
        assertThat(method.dropDegenerateGroups()).isTrue();
    }

    @Test
    void shapingGammaIsShortForTheShapingReshape() throws Exception {
        assertThat(method("<method><shapingGamma>0.5</shapingGamma></method>").offPolicy())
                .isEqualTo(OffPolicyTerm.Importance.of(new Reshape.Shaping(0.5)));
    }

    @Test
    void theSftLossCanReplaceTheWeightedOne() throws Exception {
        assertThat(method("<method><preset>MIXED_GRPO</preset><sftCoefficient>0.5</sftCoefficient></method>")
                        .offPolicy())
                .isEqualTo(new OffPolicyTerm.NegativeLogLikelihood(0.5));
    }

    @Test
    void aClipIsNoneOneNumberOrTwo() throws Exception {
        assertThat(method("<method><onPolicyClip>NONE</onPolicyClip></method>").onPolicyClip())
                .isEqualTo(new Clip.None());
        assertThat(method("<method><onPolicyClip>0.2</onPolicyClip></method>").onPolicyClip())
                .isEqualTo(new Clip.Ppo(0.2, 0.2));
        assertThatThrownBy(() -> method("<method><onPolicyClip>none</onPolicyClip></method>"))
                .hasMessageContaining("<method><onPolicyClip><low> is none, but must be NONE, a number");
        assertThatThrownBy(() -> method("<method><onPolicyClip><low>0.2</low></onPolicyClip></method>"))
                .hasMessageContaining("<method><onPolicyClip><high> is nothing, but <low> and <high> are declared");
    }

    @Test
    void aConstantNormaliserDividesByTheResponseLimitUnlessToldOtherwise() throws Exception {
        assertThat(method("<method><normalizer>SEQUENCE_MEAN_OVER_CONSTANT</normalizer></method>")
                        .normalizer())
                .isEqualTo(new Normalizer.SequenceMeanOverConstant(128));
    }
}
