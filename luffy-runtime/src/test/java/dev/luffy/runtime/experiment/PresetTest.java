package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sets the methods apart, and where paper and published code differ. */
class PresetTest {

    private static final Clip PPO = new Clip.Ppo(0.2, 0.2);
    private static final Clip NO_CLIP = new Clip.None();
    private static final int LIMIT = 8192;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetIsAMethodThatRemembersItsNameAndSource(Preset preset) {
        for (Source source : preset.sources()) {
            Method method = preset.method(source, LIMIT);
            assertThat(method.preset()).isEqualTo(preset.name());
            assertThat(method.source()).isEqualTo(source);
            int rows = preset == Preset.SFT
                    ? 1
                    : preset == Preset.OPEN_REASONER_ZERO ? 64 : preset == Preset.PRIME_ZERO ? 4 : 8;
            assertThat(method.groupSize()).isEqualTo(rows);
            assertThat(method.prefix()).isEqualTo(Prefix.FULL);
            assertThat(method.dropDegenerateGroups()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"PAPER", "REFERENCE_CODE"})
    void luffyIsMixedPolicyPlusShapingMinusTheClip(Source source) {
        Method mixed = Preset.MIXED_GRPO.method(source, LIMIT);
        Method shaped = Preset.MIXED_GRPO_SHAPING.method(source, LIMIT);
        Method luffy = Preset.LUFFY.method(source, LIMIT);

        assertThat(shaped)
                .usingRecursiveComparison()
                .ignoringFields("preset", "offPolicy")
                .isEqualTo(mixed);
        assertThat(shaped.offPolicy()).isEqualTo(OffPolicyTerm.Importance.of(new Reshape.Shaping(0.1)));
        assertThat(luffy)
                .usingRecursiveComparison()
                .ignoringFields("preset", "onPolicyClip")
                .isEqualTo(shaped);
        assertThat(shaped.onPolicyClip()).isEqualTo(PPO);
        assertThat(luffy.onPolicyClip()).isEqualTo(NO_CLIP);
    }

    @Test
    void paperAndCodeDifferInNormaliserScaleAndEntropy() {
        Method paper = Preset.LUFFY.method(Source.PAPER, LIMIT);
        Method code = Preset.LUFFY.method(Source.REFERENCE_CODE, LIMIT);
        assertThat(paper.normalizer()).isEqualTo(new Normalizer.TokenCount());
        assertThat(paper.lossScale()).isEqualTo(1);
        assertThat(paper.entropyCoefficient()).isEqualTo(0.01);
        assertThat(code.normalizer()).isEqualTo(new Normalizer.SequenceMeanOverConstant(LIMIT));
        assertThat(code.lossScale()).isEqualTo(64);
        assertThat(code.entropyCoefficient()).isEqualTo(0.001);
        assertThat(paper)
                .usingRecursiveComparison()
                .ignoringFields("source", "normalizer", "lossScale", "entropyCoefficient")
                .isEqualTo(code);
    }

    @Test
    void whereBothDefineAMethodThePublishedCodeIsTheDefault() {
        for (Preset preset : Preset.values()) {
            boolean both = preset.sources().contains(Source.REFERENCE_CODE);
            assertThat(preset.sources())
                    .containsExactly(both ? new Source[] {Source.REFERENCE_CODE, Source.PAPER} : only(preset));
        }
    }

    private static Source[] only(Preset preset) {
        return new Source[] {preset == Preset.LUFFY_PAPER ? Source.PAPER : Source.ORIGINAL};
    }

    @Test
    void onlyThePaperClipsTeacherTokensOfMixedPolicy() {
        assertThat(teacherClip(Source.PAPER)).isEqualTo(PPO);
        assertThat(teacherClip(Source.REFERENCE_CODE)).isEqualTo(NO_CLIP);
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"PAPER", "REFERENCE_CODE"})
    void onPolicyIsGrpoWithoutDeviation(Source source) {
        Method onPolicy = Preset.ON_POLICY.method(source, LIMIT);
        assertThat(onPolicy.needsTraces()).isFalse();
        assertThat(onPolicy.onPolicyClip()).isEqualTo(PPO);
        assertThat(onPolicy.advantage().deviation()).isEqualTo(Advantage.Deviation.NONE);
        assertThat(Preset.GRPO.method(source, LIMIT).advantage().deviation()).isEqualTo(Advantage.Deviation.UNBIASED);
    }

    @Test
    void onlyGrpoOfTheCodeAndItsRelativeHaveADivergenceTerm() {
        for (Preset preset : Preset.values()) {
            for (Source source : preset.sources()) {
                double expected = preset == Preset.SIMPLE_RL_ZOO ? 1e-4 : 0;
                if (preset == Preset.GRPO && source == Source.REFERENCE_CODE) expected = 0.001;
                assertThat(preset.method(source, LIMIT).klCoefficient()).isEqualTo(expected);
            }
        }
        assertThat(Preset.GRPO.method(Source.REFERENCE_CODE, LIMIT).normalizer())
                .isEqualTo(new Normalizer.TokenCount());
    }

    @Test
    void luffyAsThePaperWritesItKeepsTheClipOfEquationSix() {
        Method written = Preset.LUFFY_PAPER.method(Source.PAPER, LIMIT);
        assertThat(written.onPolicyClip()).isEqualTo(PPO);
        assertThat(written.normalizer()).isEqualTo(new Normalizer.TokenCount());
        assertThat(written.entropyCoefficient()).isEqualTo(0.01);
        assertSameBut(written, Preset.MIXED_GRPO_SHAPING.method(Source.PAPER, LIMIT), "preset");
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"PAPER", "REFERENCE_CODE"})
    void everyRungOfTheTwoLaddersChangesOnePart(Source source) {
        assertSameBut(
                Preset.MIXED_GRPO_SHAPING_NO_CLIP.method(source, LIMIT), Preset.LUFFY.method(source, LIMIT), "preset");
        Method onPolicy = Preset.ON_POLICY.method(source, LIMIT);
        Method shaped = Preset.ON_POLICY_SHAPING.method(source, LIMIT);
        assertSameBut(shaped, onPolicy, "preset", "onPolicyReshape");
        assertThat(shaped.onPolicyReshape()).isEqualTo(new Reshape.Shaping(0.1));
        Method free = Preset.ON_POLICY_NO_CLIP.method(source, LIMIT);
        assertSameBut(free, onPolicy, "preset", "onPolicyClip");
        assertThat(free.onPolicyClip()).isEqualTo(NO_CLIP);
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"PAPER", "REFERENCE_CODE"})
    void reinforcementWithSftLossSplitsItsAdvantagesAndImitatesTheTeacher(Source source) {
        Method both = Preset.RL_WITH_SFT_LOSS.method(source, LIMIT);
        assertThat(both.advantage().group()).isEqualTo(Advantage.Group.ON_POLICY_ONLY);
        assertThat(both.advantage().deviation()).isEqualTo(Advantage.Deviation.NONE);
        assertThat(both.offPolicy()).isEqualTo(new OffPolicyTerm.NegativeLogLikelihood(1));
        assertSameBut(both, Preset.LUFFY.method(source, LIMIT), "preset", "advantage", "offPolicy", "lossScale");
    }

    @Test
    void oatZeroAveragesSequencesOverTheLimitAndHasNoBonus() {
        Method oat = Preset.OAT_ZERO.method(Source.ORIGINAL, 3000);
        assertThat(oat.normalizer()).isEqualTo(new Normalizer.SequenceMeanOverConstant(3000));
        Method onPolicy = Preset.ON_POLICY.method(Source.REFERENCE_CODE, 3000);
        assertSameBut(oat, onPolicy, "preset", "source", "lossScale", "entropyCoefficient");
        assertThat(oat.lossScale()).isEqualTo(1);
        assertThat(oat.entropyCoefficient()).isZero();
    }

    @Test
    void theZooIsGrpoWithAWeakerTie() {
        Method zoo = Preset.SIMPLE_RL_ZOO.method(Source.ORIGINAL, LIMIT);
        assertSameBut(zoo, Preset.GRPO.method(Source.REFERENCE_CODE, LIMIT), "preset", "source", "klCoefficient");
    }

    @Test
    void aSourceThatDoesNotDefineTheMethodIsRefused() {
        assertThatThrownBy(() -> Preset.LUFFY_PAPER.method(Source.REFERENCE_CODE, LIMIT))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessage("<source> is REFERENCE_CODE, but LUFFY_PAPER is defined by PAPER alone: leave it out");
        assertThatThrownBy(() -> Preset.OAT_ZERO.method(Source.PAPER, LIMIT))
                .hasMessage("<source> is PAPER, but OAT_ZERO is defined by ORIGINAL alone: leave it out");
        assertThatThrownBy(() -> Preset.LUFFY.method(Source.ORIGINAL, LIMIT))
                .hasMessage("<source> is ORIGINAL, but must be one of REFERENCE_CODE, PAPER");
    }

    @Test
    void partsThatContradictEachOtherAreRefused() {
        Method both = Preset.RL_WITH_SFT_LOSS.method(Source.PAPER, LIMIT);
        assertThatThrownBy(() -> Declarations.with(both, "offPolicyRollouts", 0))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<offPolicyRollouts> is 0, but the likelihood term");
        assertThatThrownBy(() -> Declarations.with(both, "onPolicyRollouts", 1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<onPolicyRollouts> is 1, but one row is no baseline for itself");
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"PAPER", "REFERENCE_CODE"})
    void supervisedFineTuningSamplesNothing(Source source) {
        Method sft = Preset.SFT.method(source, LIMIT);
        assertThat(sft.onPolicyRollouts()).isZero();
        assertThat(sft.offPolicy()).isEqualTo(new OffPolicyTerm.NegativeLogLikelihood(1));
        assertThat(sft.entropyCoefficient()).isZero();
    }

    private static void assertSameBut(Method method, Method other, String... parts) {
        assertThat(method).usingRecursiveComparison().ignoringFields(parts).isEqualTo(other);
    }

    private static Clip teacherClip(Source source) {
        return ((OffPolicyTerm.Importance)
                        Preset.MIXED_GRPO.method(source, LIMIT).offPolicy())
                .clip();
    }
}
