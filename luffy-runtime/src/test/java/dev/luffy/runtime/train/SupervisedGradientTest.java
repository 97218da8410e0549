package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method.Source;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The likelihood's gradient is that of the batch's token mean, whatever the micro-batches and the order of rows (in the
 * reference's SFT mixture and in the baselines that arXiv 2604.23747 disputes, it depends on both).
 */
class SupervisedGradientTest {

    private static final double LIMIT = 1e-6; // of the relative L2 distance; float32 carries 6e-8

    @TempDir
    Path temporary;

    private Setting setting;
    private Experiment experiment;

    @BeforeEach
    void openEightTracesOfDifferentLengths() throws Exception {
        RunFixture fixture = new RunFixture(temporary);
        StringBuilder traces = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            String steps = "1+" + i + ",";
            traces.append(
                    "{\"problemId\":\"p" + i + "\",\"text\":\"" + steps.repeat(i + 1) + "</think>" + (i + 7) + "\"}\n");
        }
        Files.writeString(fixture.traces, traces);
        experiment = Declarations.of(Preset.SFT.method(Source.PAPER, 64), 1);
        experiment = Declarations.with(experiment, new Rollout(16, 64, 1, 1, 0, 64));
        // Without momentum and clipping the first moment is the gradient itself.
        experiment = Declarations.with(experiment, new Optimizer(1, 0, 0.999, 1e-8, 0, 0));
        setting = Setting.open(fixture.request(experiment, Request.Resume.AUTO), () -> {});
    }

    @AfterEach
    void close() {
        setting.close();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void itIsTheSameForMicroBatchesOfOneThreeAndEightRows(Order order) {
        double[] expected = tokenWeightedSumOfSingleRows();
        for (int size : new int[] {1, 3, 8}) {
            double[] actual = gradient(rows(), lengths -> cuts(order.of(lengths), size));
            assertThat(distance(actual, expected)).as("%d rows in a pass", size).isLessThan(LIMIT);
        }
    }

    @Test
    void itIsTheSameForPassesThatATokenBudgetPacks() {
        double[] expected = tokenWeightedSumOfSingleRows();
        for (int budget : new int[] {1, 60, 100, 10_000}) {
            double[] actual = gradient(rows(), lengths -> MicroBatches.split(lengths, budget));
            assertThat(distance(actual, expected)).as("budget %d", budget).isLessThan(LIMIT);
        }
    }

    @Test
    void aMeanOfRowMeansWouldBeNoticed() {
        double[] wrong = null;
        for (TrainingRow row : rows()) wrong = plus(wrong, single(row), 1.0 / rows().size());
        assertThat(distance(wrong, tokenWeightedSumOfSingleRows())).isGreaterThan(0.01);
    }

    /** Orders in which rows may reach the passes. */
    private enum Order {
        AS_THEY_COME,
        LONGEST_FIRST,
        SHUFFLED;

        List<Integer> of(int[] lengths) {
            List<Integer> rows =
                    new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
            if (this == LONGEST_FIRST) rows.sort((a, b) -> lengths[b] - lengths[a]);
            if (this == SHUFFLED) Collections.shuffle(rows, new Random(7));
            return rows;
        }
    }

    private static List<int[]> cuts(List<Integer> rows, int size) {
        List<int[]> passes = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            passes.add(rows.subList(from, Math.min(from + size, rows.size())).stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return passes;
    }

    private List<TrainingRow> rows() {
        List<TrainingRow> rows = new ArrayList<>();
        for (Prompt prompt : setting.prompts()) {
            int[] trace = prompt.traces().get(0); // [trace]
            rows.add(new TrainingRow(prompt.tokens(), new Response(trace, trace.length, true, 1, 0), 0));
        }
        return rows;
    }

    /** Σ n_r/N · g_r: every row an update of its own, whose gradient is its token mean's. */
    private double[] tokenWeightedSumOfSingleRows() {
        List<TrainingRow> rows = rows();
        double tokens =
                rows.stream().mapToInt(row -> row.response.tokens().length).sum();
        double[] sum = null;
        for (TrainingRow row : rows) sum = plus(sum, single(row), row.response.tokens().length / tokens);
        return sum;
    }

    private double[] single(TrainingRow row) {
        return gradient(List.of(row), lengths -> List.of(new int[] {0}));
    }

    /** All leaves one after another, [parameters]; with a rate of 0 the weights stay where they are. */
    private double[] gradient(List<TrainingRow> rows, Function<int[], List<int[]>> cuts) {
        new Update(experiment, setting, () -> {}, cuts).apply(rows, 0, 1, () -> {});
        return new TreeMap<>(Host.of(setting.optimizer().firstMoments()))
                .values().stream()
                        .map(FloatTensor::data)
                        .flatMapToDouble(
                                values -> IntStream.range(0, values.length).mapToDouble(i -> values[i]))
                        .toArray();
    }

    private static double[] plus(double[] sum, double[] values, double factor) {
        double[] result = sum == null ? new double[values.length] : sum;
        for (int i = 0; i < result.length; i++) result[i] += factor * values[i];
        return result;
    }

    private static double distance(double[] a, double[] b) {
        double difference = 0;
        double whole = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            whole += b[i] * b[i];
        }
        return Math.sqrt(difference / whole);
    }
}
