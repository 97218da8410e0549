package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void simpleRlIsPpoWithItsAuthorsNumbers() {
        Method method = Preset.SIMPLE_RL.method(Source.ORIGINAL, LIMIT);
        assertThat(method.onPolicyClip()).isEqualTo(PPO);
        assertThat(method.normalizer()).isEqualTo(new Normalizer.SequenceMean());
        assertThat(method.entropyCoefficient()).isZero();
        assertThat(method.klCoefficient()).isZero();
        assertThat(method.needsReference()).isTrue();
        assertThat(method.outcome()).isEqualTo(new Outcome(1, -0.5, -1));
        assertThat(method.critic())
                .isEqualTo(new Critic(1, 0.95, 0.01, 0.2, 1, 0, new Optimizer(9e-6, 0.9, 0.95, 1e-8, 0, 1)));
    }

    @Test
    void openReasonerZeroIsPpoWithoutDivergenceAndTwelveUpdatesOfItsCritic() {
        Method method = Preset.OPEN_REASONER_ZERO.method(Source.ORIGINAL, LIMIT);
        assertThat(method.onPolicyClip()).isEqualTo(PPO);
        assertThat(method.normalizer()).isEqualTo(new Normalizer.TokenCount());
        assertThat(method.needsReference()).isFalse();
        assertThat(method.outcome()).isNull();
        assertThat(method.critic())
                .isEqualTo(new Critic(1, 1, 0, 0.2, 12, 50, new Optimizer(5e-6, 0.9, 0.95, 1e-8, 0, 1)));
    }

    @Test
    void noOtherMethodHasACriticAndFingerprintsOfTheseStay() {
        for (Preset preset : Preset.values()) {
            boolean ppo = preset == Preset.SIMPLE_RL || preset == Preset.OPEN_REASONER_ZERO;
            Method method = preset.method(preset.sources().get(0), LIMIT);
            assertThat(method.critic() != null).isEqualTo(ppo);
            assertThat(Json.canonical(method).contains("\"critic\"")).isEqualTo(ppo);
            assertThat(Json.canonical(method).contains("\"outcome\"")).isEqualTo(preset == Preset.SIMPLE_RL);
            assertThat(Json.read(Json.canonical(method), Method.class)).isEqualTo(method);
        }
    }

    @Test
    void primeZeroIsItsScriptAndNoOtherMethodHasARewardModelOrAFilter() {
        Method prime = Preset.PRIME_ZERO.method(Source.ORIGINAL, LIMIT);
        assertThat(prime.onPolicyClip()).isEqualTo(PPO);
        assertThat(prime.normalizer()).isEqualTo(new Normalizer.TokenCount());
        assertThat(prime.entropyCoefficient()).isZero();
        assertThat(prime.klCoefficient()).isZero();
        assertThat(prime.needsReference()).isTrue();
        assertThat(prime.outcome()).isNull();
        assertThat(prime.critic()).isNull();
        assertThat(prime.rewardModel()).isEqualTo(new RewardModel(0.05, new Optimizer(1e-6, 0.9, 0.999, 1e-8, 0, 10)));
        assertThat(prime.accuracyFilter()).isEqualTo(new AccuracyFilter(0.2, 0.8));
        for (Preset preset : Preset.values()) {
            String json = Json.canonical(preset.method(preset.sources().get(0), LIMIT));
            assertThat(json.contains("\"rewardModel\"")).isEqualTo(preset == Preset.PRIME_ZERO);
            assertThat(json.contains("\"accuracyFilter\"")).isEqualTo(preset == Preset.PRIME_ZERO);
        }
    }

    @Test
    void aRewardModelNeedsAGroupOfThePolicysOwnAndNoCritic() {
        Method prime = Preset.PRIME_ZERO.method(Source.ORIGINAL, LIMIT);
        assertThatThrownBy(() -> Declarations.with(prime, "onPolicyRollouts", 1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessage("<onPolicyRollouts> is 1, but the scores of a <rewardModel> are compared with those of the"
                        + " prompt's other rows: declare at least 2");
        assertThatThrownBy(() -> Declarations.with(prime, "offPolicyRollouts", 2))
                .hasMessage(
                        "<offPolicyRollouts> is 2, but a <rewardModel> scores what the policy samples: declare 0, or"
                                + " a method without reward model");
        Method ppo = Preset.SIMPLE_RL.method(Source.ORIGINAL, LIMIT);
        assertThatThrownBy(() -> Declarations.with(ppo, "rewardModel", prime.rewardModel()))
                .hasMessageContaining("<rewardModel> is declared, but so is a <critic>");
        assertThatThrownBy(() -> new RewardModel(0, adamW())).hasMessageContaining("<beta> is 0");
        assertThatThrownBy(() -> new RewardModel(Double.NaN, adamW())).hasMessageContaining("<beta> is NaN");
        assertThatThrownBy(() -> new RewardModel(1, null)).hasMessageContaining("<optimizer> is nothing");
    }

    @Test
    void aFilterKeepsItsBoundsAndNeedsRowsOfThePolicy() {
        AccuracyFilter filter = new AccuracyFilter(0.2, 0.8);
        assertThat(filter.keeps(1 / 5.0)).isTrue();
        assertThat(filter.keeps(4 / 5.0)).isTrue();
        assertThat(filter.keeps(1 / 8.0)).isFalse();
        assertThat(filter.keeps(7 / 8.0)).isFalse();
        assertThat(new AccuracyFilter(0, 1).keeps(0)).isTrue();
        assertThat(new AccuracyFilter(1, 1).keeps(1)).isTrue();
        assertThatThrownBy(() -> new AccuracyFilter(-0.1, 1)).hasMessageContaining("<minimum> is -0.1");
        assertThatThrownBy(() -> new AccuracyFilter(0, 1.5)).hasMessageContaining("<maximum> is 1.5");
        assertThatThrownBy(() -> new AccuracyFilter(Double.NaN, 1)).hasMessageContaining("<minimum> is NaN");
        assertThatThrownBy(() -> new AccuracyFilter(0.6, 0.5))
                .hasMessage("<minimum> is 0.6, but is above <maximum> 0.5, so that no prompt would be kept");
        Method sft = Preset.SFT.method(Source.PAPER, LIMIT);
        assertThatThrownBy(() -> Declarations.with(sft, "accuracyFilter", filter))
                .hasMessageContaining("<onPolicyRollouts> is 0, but an <accuracyFilter> goes by");
    }

    @Test
    void theCriticsRateRisesLinearlyOverItsFirstUpdates() {
        Critic critic = Preset.OPEN_REASONER_ZERO.method(Source.ORIGINAL, LIMIT).critic();
        assertThat(critic.learningRate(1)).isEqualTo(5e-6 / 50);
        assertThat(critic.learningRate(25)).isEqualTo(5e-6 / 2);
        assertThat(critic.learningRate(50)).isEqualTo(5e-6);
        assertThat(critic.learningRate(5000)).isEqualTo(5e-6);
        Critic simple = Preset.SIMPLE_RL.method(Source.ORIGINAL, LIMIT).critic();
        assertThat(simple.learningRate(1)).isEqualTo(9e-6);
    }

    @Test
    void aCriticAndTeacherRowsAreRefusedTogether() {
        Method ppo = Preset.SIMPLE_RL.method(Source.ORIGINAL, LIMIT);
        assertThatThrownBy(() -> Declarations.with(ppo, "offPolicyRollouts", 1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<offPolicyRollouts> is 1, but a <critic> values what the policy samples");
        assertThat(Declarations.with(ppo, "onPolicyRollouts", 1).groupSize()).isEqualTo(1);
    }

    @Test
    void moreUpdatesOfTheCriticThanRowsAreRefused() {
        Method many = Declarations.with(
                Preset.SIMPLE_RL.method(Source.ORIGINAL, LIMIT), "critic", new Critic(1, 1, 0, 0.2, 33, 0, adamW()));
        assertThatThrownBy(() -> Declarations.of(many, 1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<method.critic.updates> is 33, but an update of the policy has 32 rows");
    }

    @Test
    void numbersOfACriticAndOfAnOutcomeHaveTheirRanges() {
        assertThatThrownBy(() -> new Critic(1.1, 1, 0, 0.2, 1, 0, adamW())).hasMessageContaining("<discount> is 1.1");
        assertThatThrownBy(() -> new Critic(1, -1, 0, 0.2, 1, 0, adamW())).hasMessageContaining("<lambda> is -1");
        assertThatThrownBy(() -> new Critic(1, 1, -1, 0.2, 1, 0, adamW()))
                .hasMessageContaining("<rewardKlCoefficient> is -1");
        assertThatThrownBy(() -> new Critic(1, 1, 0, 0, 1, 0, adamW())).hasMessageContaining("<valueClip> is 0");
        assertThatThrownBy(() -> new Critic(1, 1, 0, 0.2, 0, 0, adamW())).hasMessageContaining("<updates> is 0");
        assertThatThrownBy(() -> new Critic(1, 1, 0, 0.2, 1, -1, adamW()))
                .hasMessageContaining("<warmupUpdates> is -1");
        assertThatThrownBy(() -> new Outcome(0, 0, 0)).hasMessageContaining("<correct> is 0");
        assertThatThrownBy(() -> new Outcome(1, 0.1, 0)).hasMessageContaining("<wrong> is 0.1");
        assertThatThrownBy(() -> new Outcome(1, 0, 2)).hasMessageContaining("<unanswered> is 2");
    }

    private static Optimizer adamW() {
        return new Optimizer(1e-3, 0.9, 0.95, 1e-8, 0, 1);
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
