package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

    private static final Clip PPO = new Clip.Ppo(0.2, 0.2);
    private static final Clip NO_CLIP = new Clip.None();
    private static final int LIMIT = 8192;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetIsAMethodThatRemembersItsNameAndSource(Preset preset) {
        for (Source source : Source.values()) {
            Method method = preset.method(source, LIMIT);
            assertThat(method.preset()).isEqualTo(preset.name());
            assertThat(method.source()).isEqualTo(source);
            assertThat(method.groupSize()).isEqualTo(preset == Preset.SFT ? 1 : 8);
            assertThat(method.prefix()).isEqualTo(Prefix.FULL);
            assertThat(method.dropDegenerateGroups()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Source.class)
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
    void onlyThePaperClipsTeacherTokensOfMixedPolicy() {
        assertThat(teacherClip(Source.PAPER)).isEqualTo(PPO);
        assertThat(teacherClip(Source.REFERENCE_CODE)).isEqualTo(NO_CLIP);
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void onPolicyIsGrpoWithoutDeviation(Source source) {
        Method onPolicy = Preset.ON_POLICY.method(source, LIMIT);
        assertThat(onPolicy.needsTraces()).isFalse();
        assertThat(onPolicy.onPolicyClip()).isEqualTo(PPO);
        assertThat(onPolicy.advantage().deviation()).isEqualTo(Advantage.Deviation.NONE);
        assertThat(Preset.GRPO.method(source, LIMIT).advantage().deviation()).isEqualTo(Advantage.Deviation.UNBIASED);
    }

    @Test
    void onlyGrpoOfTheCodeHasADivergenceTerm() {
        for (Preset preset : Preset.values()) {
            assertThat(preset.method(Source.PAPER, LIMIT).klCoefficient()).isZero();
            assertThat(preset.method(Source.REFERENCE_CODE, LIMIT).klCoefficient())
                    .isEqualTo(preset == Preset.GRPO ? 0.001 : 0);
        }
        assertThat(Preset.GRPO.method(Source.REFERENCE_CODE, LIMIT).normalizer())
                .isEqualTo(new Normalizer.TokenCount());
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void supervisedFineTuningSamplesNothing(Source source) {
        Method sft = Preset.SFT.method(source, LIMIT);
        assertThat(sft.onPolicyRollouts()).isZero();
        assertThat(sft.offPolicy()).isEqualTo(new OffPolicyTerm.NegativeLogLikelihood(1));
        assertThat(sft.entropyCoefficient()).isZero();
    }

    private static Clip teacherClip(Source source) {
        return ((OffPolicyTerm.Importance)
                        Preset.MIXED_GRPO.method(source, LIMIT).offPolicy())
                .clip();
    }
}
