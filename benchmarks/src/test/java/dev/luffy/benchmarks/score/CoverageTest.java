package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/**
 * How often a 95 % interval holds the true mean: problems and responses are drawn, where the truth is known. Writes
 * target/statistics/coverage.md, the tables of docs/statistics.md, with {@code -Dluffy.simulations} repetitions a cell.
 */
class CoverageTest {

    private static final int REPETITIONS = Integer.getInteger("luffy.simulations", 1000);
    private static final double[] MEANS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    /** Spread of the problems' difficulties: 0 all alike, 1/3 uniform at the mean 1/2, more is U-shaped. */
    private static final double[] SPREADS = {0, 1 / 6.0, 1 / 3.0, 0.5, 0.77};

    @Test
    void singleResponsesOfThirtyProblemsAreCovered() throws IOException {
        StringBuilder table = new StringBuilder("| problems | " + header(MEANS) + "\n|---" + "|---".repeat(9) + "|\n");
        for (int problems : new int[] {30, 500}) {
            table.append("| ").append(problems);
            for (double mean : MEANS) table.append(cell(exactCoverage(problems, mean)));
            table.append(" |\n");
        }
        write("coverage-single.md", table);

        // Exact, not simulated. Between neighbouring means it jumps, as that of every interval of a binomial does.
        double sum = 0;
        for (int i = 100; i <= 900; i++) {
            double coverage = exactCoverage(30, i / 1000.0);
            assertThat(coverage).as("mean %s", i / 1000.0).isBetween(0.92, 0.975);
            sum += coverage;
        }
        assertThat(sum / 801).isBetween(0.945, 0.955);
    }

    @Test
    void severalResponsesToThirtyProblemsAreCovered() throws IOException {
        StringBuilder table =
                new StringBuilder("| samples | spread | " + header(MEANS) + "\n|---|---" + "|---".repeat(9) + "|\n");
        double sum = 0;
        int cells = 0;
        for (int samples : new int[] {4, 32}) {
            for (double spread : SPREADS) {
                table.append("| ").append(samples).append(String.format(Locale.ROOT, " | %.2f", spread));
                for (double mean : MEANS) {
                    double coverage = coverage(30, samples, mean, spread, REPETITIONS);
                    table.append(cell(coverage));
                    // 93 to 97 % is what is meant, and three standard errors of the simulation come on top.
                    double error = 3 * Math.sqrt(0.93 * 0.07 / REPETITIONS);
                    assertThat(coverage)
                            .as("%d samples, spread %s, mean %s", samples, spread, mean)
                            .isBetween(0.93 - error, 0.97 + error);
                    sum += coverage;
                    cells++;
                }
                table.append(" |\n");
            }
        }
        write("coverage-30.md", table);
        assertThat(sum / cells).isBetween(0.945, 0.965);
    }

    @Test
    void fiveHundredProblemsAreCovered() throws IOException {
        StringBuilder table =
                new StringBuilder("| samples | spread | " + header(MEANS) + "\n|---|---" + "|---".repeat(9) + "|\n");
        int repetitions = Math.max(100, REPETITIONS / 4);
        // 93 to 97 % is what is meant, and three standard errors of the simulation come on top.
        double error = 3 * Math.sqrt(0.93 * 0.07 / repetitions);
        double sum = 0;
        int cells = 0;
        for (double spread : SPREADS) {
            table.append(String.format(Locale.ROOT, "| 4 | %.2f", spread));
            for (double mean : MEANS) {
                double coverage = coverage(500, 4, mean, spread, repetitions);
                table.append(cell(coverage));
                assertThat(coverage).as("spread %s, mean %s", spread, mean).isBetween(0.93 - error, 0.97 + error);
                sum += coverage;
                cells++;
            }
            table.append(" |\n");
        }
        write("coverage-500.md", table);
        assertThat(sum / cells).isBetween(0.935, 0.965);
    }

    /** Where the interval is known to be too narrow: written down, and held against becoming worse. */
    @Test
    void veryHardProblemsAndVeryFewAreCoveredLess() throws IOException {
        StringBuilder table = new StringBuilder("| problems | samples | mean | " + header(SPREADS) + "\n|---|---|---"
                + "|---".repeat(SPREADS.length) + "|\n");
        for (double[] setting :
                new double[][] {{30, 32, 0.05}, {30, 32, 0.02}, {10, 32, 0.1}, {10, 32, 0.3}, {10, 32, 0.5}}) {
            table.append(String.format(Locale.ROOT, "| %.0f | %.0f | %.2f", setting[0], setting[1], setting[2]));
            for (double spread : SPREADS) {
                double coverage = coverage((int) setting[0], (int) setting[1], setting[2], spread, REPETITIONS);
                table.append(cell(coverage));
                assertThat(coverage).isGreaterThan(0.7);
            }
            table.append(" |\n");
        }
        write("coverage-edges.md", table);
    }

    @Test
    void theMacroAverageOfUnequalBenchmarksIsCovered() throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        int repetitions = REPETITIONS;
        int covered = 0;
        for (int i = 0; i < repetitions; i++) {
            // As in the paper: two small sets with many samples, two larger ones with one.
            List<List<Outcome>> benchmarks = new ArrayList<>();
            benchmarks.add(draw(30, 8, 0.15, 0.5, random));
            benchmarks.add(draw(40, 8, 0.5, 0.5, random));
            benchmarks.add(draw(100, 1, 0.8, 0.5, random));
            benchmarks.add(draw(120, 1, 0.4, 0.5, random));
            Interval interval =
                    Estimate.macro(Metric.parse("avg@all"), benchmarks, 0.95).interval();
            double truth = (0.15 + 0.5 + 0.8 + 0.4) / 4;
            if (interval.low() <= truth && truth <= interval.high()) covered++;
        }
        double coverage = (double) covered / repetitions;
        write("coverage-macro.md", new StringBuilder(String.format(Locale.ROOT, "%.3f%n", coverage)));
        assertThat(coverage).isBetween(0.93, 0.97);
    }

    private static List<Outcome> draw(int problems, int n, double mean, double spread, SplittableRandom random) {
        return Responses.counts(n, Responses.draw(Responses.chances(problems, mean, spread, random), n, random));
    }

    private static double coverage(int problems, int samples, double mean, double spread, int repetitions) {
        // A stream for each setting, so that none depends on which others are run.
        SplittableRandom random = new SplittableRandom(
                java.util.Objects.hash(problems, samples, Math.round(mean * 1000), Math.round(spread * 1000)));
        int covered = 0;
        for (int i = 0; i < repetitions; i++) {
            double[] chances = Responses.chances(problems, mean, spread, random);
            int[] right = Responses.draw(chances, samples, random);
            Interval interval = new ProblemMeans(Responses.shares(right, samples)).interval(0.95);
            if (interval.low() <= mean && mean <= interval.high()) covered++;
        }
        return (double) covered / repetitions;
    }

    private static double exactCoverage(int problems, double mean) {
        BinomialDistribution right = new BinomialDistribution(null, problems, mean);
        double covered = 0;
        for (int c = 0; c <= problems; c++) {
            Interval interval = new Proportion(c, problems).wilson(0.95);
            if (interval.low() <= mean && mean <= interval.high()) covered += right.probability(c);
        }
        return covered;
    }

    private static String header(double[] values) {
        StringBuilder header = new StringBuilder();
        for (double value : values) header.append(String.format(Locale.ROOT, "%.2f | ", value));
        return header.toString().trim();
    }

    private static String cell(double coverage) {
        return String.format(Locale.ROOT, " | %.1f", 100 * coverage);
    }

    private static void write(String name, StringBuilder text) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "statistics"));
        Files.writeString(folder.resolve(name), text.toString().replace("\r\n", "\n"));
    }
}
