package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PRIME's way from a reward model to advantages: against the reference's numbers, and against its sums written out. */
class ProcessAdvantagesTest {

    private static final JsonNode RLOO = Golden.BASELINES.get("prime_rloo");
    private static final JsonNode NORM = Golden.BASELINES.get("prime_batch_norm");

    @Test
    void normalisedRewardsAreThoseOfTheReference() {
        double[][] actual = ImplicitRewards.normalised(List.of(cut(NORM.get("in"))));
        assertClose(actual, NORM.get("out"));
    }

    @Test
    void returnsAndAdvantagesAreThoseOfTheReference() {
        double[][] returns =
                LeaveOneOut.returns(cut(RLOO.get("rm_scores(after norm)")), Golden.vector(RLOO.get("acc")));
        assertClose(returns, RLOO.get("returns"));
        assertClose(Whitening.unbiased(List.of(returns)), RLOO.get("advantages(masked)"));
    }

    @Test
    void aRewardIsWhatTheModelAddsToItsStart() {
        assertThat(ImplicitRewards.of(new double[] {-1, -2}, new double[] {-1.5, -0.5}))
                .containsExactly(0.5, -1.5);
        assertThatThrownBy(() -> ImplicitRewards.of(new double[2], new double[3]))
                .hasMessage("2 log-probabilities but 3 of the reference");
    }

    @Test
    void normalisedRewardsAreTheNaiveTwins() {
        Random random = new Random(11);
        for (int trial = 0; trial < 100; trial++) {
            double[][] rewards = rewards(random, 1 + random.nextInt(6));
            double largest = 0;
            for (double[] row : rewards) {
                for (int t = 0; t < row.length; t++) {
                    double toCome = Arrays.stream(row, t, row.length).sum();
                    if (Math.abs(toCome) > largest) largest = Math.abs(toCome);
                }
            }
            double[][] actual = ImplicitRewards.normalised(List.of(rewards));
            for (int i = 0; i < rewards.length; i++) {
                for (int t = 0; t < rewards[i].length; t++) {
                    assertThat(actual[i][t]).isCloseTo(rewards[i][t] / (largest + 1e-6), within(1e-12));
                }
            }
        }
    }

    @Test
    void rewardsOfZeroStayZeroAndAreNotBlownUp() {
        assertThat(ImplicitRewards.normalised(List.of(new double[3]))[0]).containsExactly(0, 0, 0);
        assertThat(ImplicitRewards.normalised(List.of(new double[] {1e-8}))[0][0])
                .isCloseTo(1e-8 / 1.01e-6, within(1e-12));
        assertThat(ImplicitRewards.normalised(List.of())).isEmpty();
    }

    /** Both sources as padded matrices, as the reference has them: leave one out, multiply by the mask, sum backwards. */
    @Test
    void returnsAreTheNaiveTwins() {
        Random random = new Random(12);
        for (int trial = 0; trial < 200; trial++) {
            int k = 2 + random.nextInt(6);
            double[][] rewards = rewards(random, k);
            double[] outcomes = random.doubles(k, -1, 1).toArray();
            double[][] actual = LeaveOneOut.returns(rewards, outcomes);
            for (int i = 0; i < k; i++) {
                for (int t = 0; t < rewards[i].length; t++) {
                    double naive = 0;
                    for (int s = t; s < rewards[i].length; s++) {
                        naive += rewards[i][s] * k / (k - 1.0);
                        for (double[] other : rewards) {
                            naive -= Arrays.stream(other).average().orElseThrow() / (k - 1.0);
                        }
                    }
                    naive += outcomes[i] * k / (k - 1.0);
                    for (double other : outcomes) naive -= other / (k - 1.0);
                    assertThat(actual[i][t]).as("trial %d", trial).isCloseTo(naive, within(1e-12));
                }
            }
        }
    }

    @Test
    void withoutProcessRewardsAReturnIsTheOutcomeLessTheMeanOfTheOthers() {
        double[][] returns = LeaveOneOut.returns(new double[][] {{0, 0}, {0}, {0, 0, 0}}, new double[] {1, 0, 0.5});
        assertThat(returns[0]).containsExactly(new double[] {0.75, 0.75}, within(1e-15));
        assertThat(returns[1]).containsExactly(new double[] {-0.75}, within(1e-15));
        assertThat(returns[2]).containsExactly(new double[] {0, 0, 0}, within(1e-15));
    }

    @Test
    void equalOutcomesAloneGiveExactlyZero() {
        double[][] returns = LeaveOneOut.returns(new double[3][2], new double[] {0.1, 0.1, 0.1});
        for (double[] row : Whitening.unbiased(List.of(returns)))
            assertThat(row).containsExactly(0, 0);
    }

    @Test
    void aGroupOfOneAndMissingOutcomesAreRefused() {
        assertThatThrownBy(() -> LeaveOneOut.returns(new double[1][1], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 rows")
                .hasMessageContaining("has 1 rows and 1 outcomes");
        assertThatThrownBy(() -> LeaveOneOut.returns(new double[3][1], new double[2]))
                .hasMessageContaining("has 3 rows and 2 outcomes");
    }

    private static double[][] rewards(Random random, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> random.doubles(1 + random.nextInt(5), -1, 1).toArray())
                .toArray(double[][]::new);
    }

    /** {@code [rows][tokens]} a padded matrix, cut to the mask. */
    private static double[][] cut(JsonNode matrix) {
        double[][] rows = new double[matrix.size()][];
        for (int i = 0; i < rows.length; i++) {
            int tokens =
                    (int) Arrays.stream(Golden.vector(RLOO.get("mask").get(i))).sum();
            rows[i] = Arrays.copyOf(Golden.vector(matrix.get(i)), tokens);
        }
        return rows;
    }

    private static void assertClose(double[][] actual, JsonNode expected) {
        double[][] rows = cut(expected);
        assertThat(actual.length).isEqualTo(rows.length);
        for (int i = 0; i < rows.length; i++) {
            assertThat(actual[i]).containsExactly(rows[i], within(1e-12));
        }
    }
}
