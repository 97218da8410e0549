package dev.luffy.benchmarks.gate;

import static dev.luffy.benchmarks.gate.Measurements.at;
import static dev.luffy.benchmarks.gate.Measurements.only;
import static dev.luffy.benchmarks.gate.Measurements.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.PairedDrop;
import dev.luffy.benchmarks.score.Responses;
import dev.luffy.benchmarks.score.Shortfall;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * How often the gate fails a model that is not worse, and one that is. Writes target/statistics/gate.md, a table of
 * docs/statistics.md, with {@code -Dluffy.simulations} repetitions a row.
 */
class FalseAlarmTest {

    private static final int REPETITIONS = Integer.getInteger("luffy.simulations", 500);

    private final StringBuilder table =
            new StringBuilder("| responses | metric | limit | truth | fails |\n|---|---|---|---|---|\n");

    /** A model that is not worse: at most 5 %, and three standard errors of the simulation. */
    private final double atMost = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / REPETITIONS);

    private final double atMostOfFewer = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / (REPETITIONS / 5));

    @Test
    void aModelThatIsNotWorseFailsAtMostOnceInTwentyAndAWorseOneFails() throws IOException {
        DoubleUnaryOperator same = chance -> chance;
        DoubleUnaryOperator fiveOfAHundredLost = chance -> chance * 0.9;
        for (double spread : new double[] {0.33, 0.77}) {
            assertThat(drops("pass@1", 500, 1, spread, 0, "equal", same)).isBetween(0.01, atMost);
            assertThat(drops("avg@32", 30, 32, spread, 0, "equal", same)).isBetween(0.01, atMost);
            assertThat(drops("maj@8", 30, 8, spread, 0, "equal", same)).isLessThan(atMost);
            assertThat(drops("pass@4", 30, 8, spread, 0, "equal", same)).isLessThan(atMost);
            // The true drop is just what is allowed: the hardest case of a model that is not to fail.
            assertThat(drops("pass@1", 500, 1, spread, 0.05, "0.05 worse", fiveOfAHundredLost))
                    .isLessThan(atMostOfFewer);
            assertThat(drops("avg@32", 30, 32, spread, 0.05, "0.05 worse", fiveOfAHundredLost))
                    .isLessThan(atMost);
            // Equal, and something is allowed besides.
            assertThat(drops("pass@1", 500, 1, spread, 0.02, "equal", same)).isLessThan(0.05);
        }
        assertThat(drops("pass@1", 500, 1, 0.77, 0, "0.10 worse", chance -> chance * 0.8))
                .isGreaterThan(0.95);
        assertThat(drops("avg@32", 30, 32, 0.77, 0, "0.10 worse", chance -> chance * 0.8))
                .isGreaterThan(0.95);
        assertThat(drops("pass@1", 500, 1, 0.77, 0, "0.05 worse", fiveOfAHundredLost))
                .isGreaterThan(0.6);
        assertThat(drops("avg@32", 30, 32, 0.77, 0, "0.05 worse", fiveOfAHundredLost))
                .isGreaterThan(0.6);
        assertThat(drops("pass@1", 30, 1, 0.77, 0, "0.10 worse", chance -> chance * 0.8))
                .isLessThan(0.5);

        assertThat(minimums(500, 1, 0.33, "at the minimum", 0.5)).isBetween(0.01, atMost);
        assertThat(minimums(30, 32, 0.33, "at the minimum", 0.5)).isBetween(0.01, atMost);
        assertThat(minimums(30, 32, 0.77, "at the minimum", 0.5)).isBetween(0.01, atMost);
        assertThat(minimums(500, 1, 0.33, "0.10 below the minimum", 0.4)).isGreaterThan(0.95);

        // The known exception, see docs/statistics.md: most problems a little worse, and a few quite new ones solved.
        double exception = drops("avg@32", 30, 32, 0.33, 0, "equal on average, 1 in 10 newly solved", null);
        assertThat(exception).isBetween(0.05, 0.25);

        Path folder = Files.createDirectories(Path.of("target", "statistics"));
        Files.writeString(folder.resolve("gate.md"), table.toString());
    }

    private double drops(
            String name, int problems, int n, double spread, double allowed, String truth, DoubleUnaryOperator change) {
        Metric metric = Metric.parse(name);
        SplittableRandom random = new SplittableRandom(
                java.util.Objects.hash(name, problems, n, Math.round(spread * 100), Math.round(allowed * 100), truth));
        // The exact test of a margin adds up many tables, and PairedProportionsTest holds its level without simulation.
        int repetitions = n == 1 && allowed > 0 ? REPETITIONS / 5 : REPETITIONS;
        int failed = 0;
        for (int i = 0; i < repetitions; i++) {
            double[] chances = Responses.chances(problems, 0.5, spread, random);
            double[] changed = change == null
                    ? solvedInOneOfTen(chances, random)
                    : Arrays.stream(chances).map(change).toArray();
            List<Outcome> before = Responses.counts(n, Responses.draw(chances, n, random));
            List<Outcome> now = Responses.counts(n, Responses.draw(changed, n, random));
            boolean fails = PairedDrop.of(metric, before, now).pValue(allowed) <= 0.05;
            failed += fails ? 1 : 0;
            if (i == 0) { // The gate decides just so; asking it every time would take long, for the sake of its
                // sentences.
                Rule rule = rule(name, null, BigDecimal.valueOf(allowed).toPlainString(), null);
                assertThat(only(rule, List.of(at(1, now)), List.of(at(1, before)))
                                .passed())
                        .isEqualTo(!fails);
            }
        }
        return row(problems, n, spread, name, "maximumDrop " + allowed, truth, failed, repetitions);
    }

    /** One in ten is now always solved, and the others lose as much in all. */
    private static double[] solvedInOneOfTen(double[] chances, SplittableRandom random) {
        return Arrays.stream(chances)
                .map(c -> random.nextInt(10) == 0 ? 1 : c * (1 - 1 / 9.0))
                .toArray();
    }

    private double minimums(int problems, int n, double spread, String truth, double mean) {
        Metric metric = Metric.parse("avg@all");
        SplittableRandom random =
                new SplittableRandom(java.util.Objects.hash(problems, n, Math.round(spread * 100), truth));
        int failed = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            List<Outcome> now =
                    Responses.counts(n, Responses.draw(Responses.chances(problems, mean, spread, random), n, random));
            failed += new Shortfall(metric, now).pValue(0.5) <= 0.05 ? 1 : 0;
        }
        return row(problems, n, spread, n == 1 ? "pass@1" : "avg@" + n, "minimum 0.5", truth, failed, REPETITIONS);
    }

    private double row(
            int problems,
            int n,
            double spread,
            String metric,
            String limit,
            String truth,
            int failed,
            int repetitions) {
        double share = (double) failed / repetitions;
        table.append(String.format(
                Locale.ROOT,
                "| %d × %d, spread %.2f | %s | %s | %s | %.1f %% |%n",
                problems,
                n,
                spread,
                metric,
                limit,
                truth,
                100 * share));
        return share;
    }
}
