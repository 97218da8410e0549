package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.RewardModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reward model's loss against the reference's number and its equation, its derivatives against central differences. */
class RewardObjectiveTest {

    private static final double STEP = 1e-5;

    @Test
    void theLossIsTheReferences() {
        JsonNode golden = Golden.BASELINES.get("prime_prm_ce");
        List<RewardRow> rows = new ArrayList<>();
        for (int i = 0; i < golden.get("q").size(); i++) {
            rows.add(new RewardRow(
                    Golden.vector(golden.get("q").get(i)),
                    golden.get("acc").get(i).asDouble() == 1));
        }
        assertThat(of(golden.get("beta").asDouble()).evaluate(rows, rows.size()).loss())
                .isCloseTo(golden.get("loss").asDouble(), within(1e-12));
    }

    @Test
    void lossAndDerivativesAreTheNaiveTwins() {
        for (int seed = 0; seed < 60; seed++) {
            double beta = 0.05 + seed / 30.0;
            List<RewardRow> rows = rows(seed);
            RewardObjective.Share share = of(beta).evaluate(rows, rows.size());
            assertThat(share.loss()).isCloseTo(naive(beta, rows), within(1e-12));
            for (int i = 0; i < rows.size(); i++) {
                assertThat(share.dLogProb()[i]).hasSameSizeAs(rows.get(i).rewards());
                for (int t = 0; t < rows.get(i).rewards().length; t++) {
                    double above = naive(beta, moved(rows, i, t, STEP));
                    double below = naive(beta, moved(rows, i, t, -STEP));
                    assertThat(share.dLogProb()[i][t])
                            .as("seed %d, row %d, token %d", seed, i, t)
                            .isCloseTo((above - below) / (2 * STEP), within(1e-9));
                }
            }
        }
    }

    @Test
    void sharesOfAnySplitAddUp() {
        List<RewardRow> rows = rows(9);
        double sum = 0;
        for (RewardRow row : rows)
            sum += of(1).evaluate(List.of(row), rows.size()).loss();
        assertThat(sum).isCloseTo(of(1).evaluate(rows, rows.size()).loss(), within(1e-14));
        assertThatThrownBy(() -> of(1).evaluate(rows, rows.size() - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an update of 4 rows, but 5 in one micro-batch");
    }

    @Test
    void aRightResponseIsMadeMoreLikelyAndAnUntrainedModelKnowsNothing() {
        List<RewardRow> rows = List.of(new RewardRow(new double[2], true), new RewardRow(new double[1], false));
        RewardObjective.Share share = of(0.05).evaluate(rows, 2);
        assertThat(share.loss()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(share.dLogProb()[0]).containsExactly(new double[] {-0.0125, -0.0125}, within(1e-15));
        assertThat(share.dLogProb()[1]).containsExactly(new double[] {0.0125}, within(1e-15));
    }

    @Test
    void certaintyNeitherOverflowsNorHasAGradientWhereItIsRight() {
        for (double sure : new double[] {1e4, 1e300}) {
            RewardObjective.Share right = of(1).evaluate(List.of(new RewardRow(new double[] {sure}, true)), 1);
            assertThat(right.loss()).isZero();
            assertThat(right.dLogProb()[0][0]).isZero();
            RewardObjective.Share wrong = of(1).evaluate(List.of(new RewardRow(new double[] {sure}, false)), 1);
            assertThat(wrong.loss()).isEqualTo(sure);
            assertThat(wrong.dLogProb()[0][0]).isEqualTo(1);
        }
    }

    @Test
    void aRewardThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> new RewardRow(new double[] {0, Double.NaN}, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a reward is NaN");
    }

    private static double naive(double beta, List<RewardRow> rows) {
        double loss = 0;
        for (RewardRow row : rows) {
            double z = beta * Arrays.stream(row.rewards()).sum();
            double right = 1 / (1 + Math.exp(-z));
            double wrong = 1 / (1 + Math.exp(z)); // 1 − right, without its rounding
            loss -= Math.log(row.right() ? right : wrong);
        }
        return loss / rows.size();
    }

    private static RewardObjective of(double beta) {
        return new RewardObjective(new RewardModel(beta, new Optimizer(1e-3, 0.9, 0.999, 1e-8, 0, 10)));
    }

    private static List<RewardRow> rows(long seed) {
        Random random = new Random(seed);
        List<RewardRow> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(new RewardRow(random.doubles(1 + random.nextInt(5), -2, 2).toArray(), random.nextBoolean()));
        }
        return rows;
    }

    private static List<RewardRow> moved(List<RewardRow> rows, int index, int token, double by) {
        double[] changed = rows.get(index).rewards().clone();
        changed[token] += by;
        List<RewardRow> moved = new ArrayList<>(rows);
        moved.set(index, new RewardRow(changed, rows.get(index).right()));
        return moved;
    }
}
