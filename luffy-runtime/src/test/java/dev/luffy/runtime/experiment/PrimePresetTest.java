package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Method.Source;
import org.junit.jupiter.api.Test;

/** The method with a reward model and a filter, and what their numbers may be. */
class PrimePresetTest {

    private static final Clip PPO = new Clip.Ppo(0.2, 0.2);
    private static final int LIMIT = 8192;
    private static final Optimizer ADAM_W = new Optimizer(1e-3, 0.9, 0.95, 1e-8, 0, 1);

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
        assertThatThrownBy(() -> new RewardModel(0, ADAM_W)).hasMessageContaining("<beta> is 0");
        assertThatThrownBy(() -> new RewardModel(Double.NaN, ADAM_W)).hasMessageContaining("<beta> is NaN");
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
}
