package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generalized advantage estimation against the reference's numbers and against the sum that defines it. */
class EstimateTest {

    private static final JsonNode GOLDEN = Golden.BASELINES.get("gae");

    @ParameterizedTest
    @CsvSource({"OPEN_REASONER_ZERO, orz_gamma1_lambda1", "SIMPLE_RL, simplerl_gamma1_lambda0.95"})
    void advantagesAndReturnsAreThoseOfTheReference(Preset preset, String key) {
        Critic critic = preset.method(Method.Source.ORIGINAL, 4).critic();
        for (int row = 0; row < GOLDEN.get("mask").size(); row++) {
            int tokens = (int) Arrays.stream(cells("mask", row)).sum();
            Estimate estimate = Estimate.of(
                    critic, Arrays.copyOf(cells("rewards", row), tokens), Arrays.copyOf(cells("values", row), tokens));
            JsonNode expected = GOLDEN.get(key);
            assertClose(estimate.advantages(), expected.get("adv(masked)").get(row));
            assertClose(estimate.returns(), expected.get("returns(masked)").get(row));
        }
    }

    @Test
    void anAdvantageIsTheDiscountedSumOfTheErrorsThatFollow() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            Critic critic = critic(random.nextDouble(), random.nextDouble());
            int tokens = 1 + random.nextInt(9);
            double[] rewards = random.doubles(tokens, -1, 1).toArray();
            double[] values = random.doubles(tokens, -1, 1).toArray();
            Estimate estimate = Estimate.of(critic, rewards, values);
            for (int t = 0; t < tokens; t++) {
                double naive = 0;
                for (int k = t; k < tokens; k++) {
                    double next = k + 1 < tokens ? values[k + 1] : 0;
                    double error = rewards[k] + critic.discount() * next - values[k];
                    naive += Math.pow(critic.discount() * critic.lambda(), k - t) * error;
                }
                assertThat(estimate.advantages()[t]).isCloseTo(naive, within(1e-13));
                assertThat(estimate.returns()[t]).isCloseTo(naive + values[t], within(1e-13));
            }
        }
    }

    @Test
    void withoutDiscountAndWithLambdaOneEveryReturnIsTheRewardToCome() {
        Estimate estimate = Estimate.of(critic(1, 1), new double[] {0.5, -1, 2}, new double[] {7, 8, 9});
        assertThat(estimate.returns()).containsExactly(new double[] {1.5, 1, 2}, within(1e-14));
    }

    @Test
    void differentLengthsAreRefused() {
        assertThatThrownBy(() -> Estimate.of(critic(1, 1), new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 rewards but 3 values");
    }

    @Test
    void theRewardIsTheOutcomeAtTheEndLessTheDivergenceEverywhere() {
        assertThat(TokenRewards.of(-0.5, 3)).containsExactly(0, 0, -0.5);
        double[] old = {-1, -2, -0.25};
        double[] reference = {-1.5, -1, -0.25};
        assertThat(TokenRewards.of(1, 0.01, old, reference))
                .containsExactly(new double[] {-0.005, 0.01, 1}, within(1e-15));
    }

    private static Critic critic(double discount, double lambda) {
        return new Critic(discount, lambda, 0, 0.2, 1, 0, new Optimizer(1e-3, 0.9, 0.95, 1e-8, 0, 1));
    }

    private static double[] cells(String name, int row) {
        return Golden.vector(GOLDEN.get(name).get(row));
    }

    private static void assertClose(double[] actual, JsonNode expected) {
        for (int t = 0; t < actual.length; t++) {
            assertThat(actual[t]).isCloseTo(expected.get(t).asDouble(), within(1e-12));
        }
    }
}
