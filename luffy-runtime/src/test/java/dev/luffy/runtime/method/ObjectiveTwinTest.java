package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every combination of parts and every preset: loss against the naive twin, derivatives against the twin's central differences. */
class ObjectiveTwinTest {

    private static final List<Method> METHODS =
            Stream.concat(Combinations.methods().stream(), presets()).toList();
    private static final double STEP = 1e-5;

    @Test
    void theLossIsTheNaiveTwinsForEveryCombinationOfParts() {
        assertThat(METHODS).hasSizeGreaterThan(3000);
        for (int i = 0; i < METHODS.size(); i++) {
            Method method = METHODS.get(i);
            List<Row> rows = Combinations.update(i, 7);
            double loss = new Objective(method).evaluate(rows, Totals.of(rows)).loss();
            assertThat(loss).as("seed %d, %s", i, method).isCloseTo(NaiveObjective.loss(method, rows), within(1e-13));
        }
    }

    @Test
    void derivativesAreTheTwinsCentralDifferencesForEveryCombinationOfParts() {
        for (int i = 0; i < METHODS.size(); i++) {
            Method method = METHODS.get(i);
            List<Row> rows = Combinations.update(i, 4);
            Evaluation evaluation = new Objective(method).evaluate(rows, Totals.of(rows));
            for (int r = 0; r < rows.size(); r++) {
                for (int t = 0; t < rows.get(r).tokens(); t++) {
                    // error of a central difference: STEP² from curvature, 1e-16/STEP from rounding
                    assertThat(evaluation.dLogProb()[r][t])
                            .as("∂/∂log π, row %d, token %d, seed %d, %s", r, t, i, method)
                            .isCloseTo(difference(method, rows, r, t, true), within(2e-9));
                    assertThat(evaluation.dEntropy()[r][t])
                            .as("∂/∂H, row %d, token %d, seed %d, %s", r, t, i, method)
                            .isCloseTo(difference(method, rows, r, t, false), within(2e-9));
                }
            }
        }
    }

    /** Every preset from every source that defines it. */
    private static Stream<Method> presets() {
        return Stream.of(Preset.values())
                .flatMap(preset -> preset.sources().stream().map(source -> preset.method(source, 6)));
    }

    private static double difference(Method method, List<Row> rows, int row, int token, boolean logProb) {
        double above = NaiveObjective.loss(method, moved(rows, row, token, logProb, STEP));
        double below = NaiveObjective.loss(method, moved(rows, row, token, logProb, -STEP));
        return (above - below) / (2 * STEP);
    }

    private static List<Row> moved(List<Row> rows, int index, int token, boolean logProb, double by) {
        Row row = rows.get(index);
        double[] changed = (logProb ? row.logProb() : row.entropy()).clone();
        changed[token] += by;
        List<Row> moved = new ArrayList<>(rows);
        moved.set(
                index,
                new Row(
                        row.advantages(),
                        row.prefixLength(),
                        logProb ? changed : row.logProb(),
                        row.oldLogProb(),
                        row.referenceLogProb(),
                        logProb ? row.entropy() : changed));
        return moved;
    }
}
