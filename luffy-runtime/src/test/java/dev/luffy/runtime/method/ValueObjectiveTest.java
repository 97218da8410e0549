package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The critic's loss against its equation token by token, its derivatives against that equation's central differences. */
class ValueObjectiveTest {

    private static final double CLIP = 0.2;
    private static final double STEP = 1e-6;
    private static final List<Normalizer> NORMALIZERS = List.of(
            new Normalizer.TokenCount(),
            new Normalizer.SequenceMean(),
            new Normalizer.SumOverConstant(7),
            new Normalizer.SequenceMeanOverConstant(7));

    @Test
    void lossAndDerivativesAreTheNaiveTwins() {
        int held = 0;
        for (int seed = 0; seed < 60; seed++) {
            Normalizer normalizer = NORMALIZERS.get(seed % NORMALIZERS.size());
            List<ValueRow> rows = rows(seed);
            ValueObjective.Share share = of(normalizer).evaluate(rows, totals(rows));
            assertThat(share.loss()).isCloseTo(naive(normalizer, rows), within(1e-13));
            for (int i = 0; i < rows.size(); i++) {
                for (int t = 0; t < rows.get(i).value().length; t++) {
                    double above = naive(normalizer, moved(rows, i, t, STEP));
                    double below = naive(normalizer, moved(rows, i, t, -STEP));
                    assertThat(share.dValue()[i][t])
                            .as("seed %d, row %d, token %d", seed, i, t)
                            .isCloseTo((above - below) / (2 * STEP), within(1e-8));
                    if (share.dValue()[i][t] == 0) held++;
                }
            }
        }
        assertThat(held).as("tokens beyond the clip").isGreaterThan(50);
    }

    @Test
    void sharesOfAnySplitAddUp() {
        for (Normalizer normalizer : NORMALIZERS) {
            List<ValueRow> rows = rows(9);
            ValueObjective objective = of(normalizer);
            double whole = objective.evaluate(rows, totals(rows)).loss();
            double sum = 0;
            for (ValueRow row : rows)
                sum += objective.evaluate(List.of(row), totals(rows)).loss();
            assertThat(sum).isCloseTo(whole, within(1e-14));
        }
    }

    @Test
    void aValueThatHasAlreadyMovedBeyondTheClipTowardsItsReturnIsHeld() {
        ValueRow row = new ValueRow(new double[] {0.5, 0.1, -0.5}, new double[3], new double[] {1, 1, 1});
        double[] d = of(new Normalizer.TokenCount())
                .evaluate(List.of(row), totals(List.of(row)))
                .dValue()[0];
        assertThat(d[0]).isZero();
        assertThat(d[1]).isCloseTo(-0.9 / 3, within(1e-15));
        assertThat(d[2]).isCloseTo(-1.5 / 3, within(1e-15)); // moved the wrong way: the clip does not hold it there
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new ValueRow(new double[2], new double[1], new double[2]))
                .hasMessageContaining("oldValue has 1");
        assertThatThrownBy(() -> new ValueRow(new double[1], new double[1], new double[] {Double.NaN}))
                .hasMessageContaining("returns holds NaN");
    }

    private static double naive(Normalizer normalizer, List<ValueRow> rows) {
        double tokens = 0;
        for (ValueRow row : rows) tokens += row.value().length;
        double loss = 0;
        for (ValueRow row : rows) {
            double sum = 0;
            for (int t = 0; t < row.value().length; t++) {
                double v = row.value()[t];
                double old = row.oldValue()[t];
                double clipped = v > old + CLIP ? old + CLIP : v < old - CLIP ? old - CLIP : v;
                double r = row.returns()[t];
                sum += 0.5 * Math.max((v - r) * (v - r), (clipped - r) * (clipped - r));
            }
            if (normalizer instanceof Normalizer.TokenCount) loss += sum / tokens;
            if (normalizer instanceof Normalizer.SequenceMean) loss += sum / row.value().length / rows.size();
            if (normalizer instanceof Normalizer.SumOverConstant) loss += sum / 7;
            if (normalizer instanceof Normalizer.SequenceMeanOverConstant) loss += sum / 7 / rows.size();
        }
        return loss;
    }

    private static ValueObjective of(Normalizer normalizer) {
        Method method = Preset.SIMPLE_RL.method(Method.Source.ORIGINAL, 4);
        return new ValueObjective(Declarations.with(method, "normalizer", normalizer));
    }

    private static Totals totals(List<ValueRow> rows) {
        Totals totals = Totals.NONE;
        for (ValueRow row : rows) totals = totals.plus(row.value().length, 0);
        return totals;
    }

    private static List<ValueRow> rows(long seed) {
        Random random = new Random(seed);
        List<ValueRow> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int tokens = 1 + random.nextInt(5);
            rows.add(new ValueRow(
                    random.doubles(tokens, -1, 1).toArray(),
                    random.doubles(tokens, -1, 1).toArray(),
                    random.doubles(tokens, -1, 1).toArray()));
        }
        return rows;
    }

    private static List<ValueRow> moved(List<ValueRow> rows, int index, int token, double by) {
        ValueRow row = rows.get(index);
        double[] value = row.value().clone();
        value[token] += by;
        List<ValueRow> moved = new ArrayList<>(rows);
        moved.set(index, new ValueRow(value, row.oldValue(), row.returns()));
        return moved;
    }
}
