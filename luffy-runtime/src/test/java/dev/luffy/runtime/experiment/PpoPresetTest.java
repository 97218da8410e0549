package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Method.Source;
import org.junit.jupiter.api.Test;

/** The methods with a critic, and what their numbers may be. */
class PpoPresetTest {

    private static final Clip PPO = new Clip.Ppo(0.2, 0.2);
    private static final int LIMIT = 8192;
    private static final Optimizer ADAM_W = new Optimizer(1e-3, 0.9, 0.95, 1e-8, 0, 1);

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
                Preset.SIMPLE_RL.method(Source.ORIGINAL, LIMIT), "critic", new Critic(1, 1, 0, 0.2, 33, 0, ADAM_W));
        assertThatThrownBy(() -> Declarations.of(many, 1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<method.critic.updates> is 33, but an update of the policy has 32 rows");
    }

    @Test
    void numbersOfACriticAndOfAnOutcomeHaveTheirRanges() {
        assertThatThrownBy(() -> new Critic(1.1, 1, 0, 0.2, 1, 0, ADAM_W)).hasMessageContaining("<discount> is 1.1");
        assertThatThrownBy(() -> new Critic(1, -1, 0, 0.2, 1, 0, ADAM_W)).hasMessageContaining("<lambda> is -1");
        assertThatThrownBy(() -> new Critic(1, 1, -1, 0.2, 1, 0, ADAM_W))
                .hasMessageContaining("<rewardKlCoefficient> is -1");
        assertThatThrownBy(() -> new Critic(1, 1, 0, 0, 1, 0, ADAM_W)).hasMessageContaining("<valueClip> is 0");
        assertThatThrownBy(() -> new Critic(1, 1, 0, 0.2, 0, 0, ADAM_W)).hasMessageContaining("<updates> is 0");
        assertThatThrownBy(() -> new Critic(1, 1, 0, 0.2, 1, -1, ADAM_W)).hasMessageContaining("<warmupUpdates> is -1");
        assertThatThrownBy(() -> new Outcome(0, 0, 0)).hasMessageContaining("<correct> is 0");
        assertThatThrownBy(() -> new Outcome(1, 0.1, 0)).hasMessageContaining("<wrong> is 0.1");
        assertThatThrownBy(() -> new Outcome(1, 0, 2)).hasMessageContaining("<unanswered> is 2");
    }
}
