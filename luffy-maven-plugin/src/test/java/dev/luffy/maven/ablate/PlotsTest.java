package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.plot.LinePlot;
import dev.luffy.maven.plot.Svg;
import dev.luffy.maven.plot.UndrawableException;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {

    @TempDir
    Path folder;

    private final Ablation ablation = new Ablation(
            "a",
            List.of(
                    new Variant("a", "base", Map.of(), null),
                    new Variant("a", "sft", Map.of("method.preset", "SFT"), null),
                    new Variant("a", "free", Map.of("method.preset", "ON_POLICY"), null)),
            false);
    private final Results results = new Results(ablation);
    private final Samples samples = new Samples();
    private final List<String> warnings = new ArrayList<>();
    private final List<LinePlot> drawn = new ArrayList<>();
    private Path tables;

    private final Output output = new Output() {
        @Override
        public void info(String line) {
            throw new AssertionError(line);
        }

        @Override
        public void warn(String line) {
            warnings.add(line);
        }
    };

    @BeforeEach
    void folders() throws IOException {
        tables = Files.createDirectory(folder.resolve("tables"));
    }

    /** A finished run with these rewards; null for a step that samples nothing. */
    private void run(String variant, long seed, Double... rewards) throws IOException {
        Path run = Files.createDirectories(folder.resolve(variant + seed));
        List<String> lines = new ArrayList<>();
        for (Double reward : rewards) {
            lines.add("{\"step\":" + (lines.size() + 1) + ",\"rewardOn\":" + reward + ",\"entropy\":"
                    + (reward == null ? null : "1.5") + ",\"responseLength\":" + (reward == null ? null : "40.0")
                    + ",\"truncated\":null,\"solvedHard\":0}");
        }
        Files.write(run.resolve("metrics.ndjson"), lines);
        Summary summary = new Summary(variant, seed, "f", 1, 0, 0, List.of(), List.of(), "m");
        Variant of = ablation.variants().stream()
                .filter(each -> each.id().equals(variant))
                .findFirst()
                .orElseThrow();
        results.add(new PlannedRun(of, Runs.run("a." + variant, seed), true), new FinishedRun(run, summary));
    }

    private void sample(String variant, long seed, String benchmark, String metric, double... values) {
        Map<Samples.Point, Double> measured = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            measured.put(new Samples.Point(benchmark, (i + 1) / 2.0, metric), values[i]);
        }
        samples.add(variant, seed, measured);
    }

    private String write() throws IOException {
        return new Plots(ablation, new Curves(ablation, results), samples).write(tables, output);
    }

    /** Writes without drawing, to see what would be drawn. */
    private LinePlot plotted(String title) throws IOException {
        new Plots(ablation, new Curves(ablation, results), samples, plot -> {
                    drawn.add(plot);
                    return "";
                })
                .write(tables, output);
        return drawn.stream()
                .filter(plot -> plot.title().equals("Ablation a: " + title))
                .findFirst()
                .orElseThrow();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(tables)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyVariantThatSamplesHasItsLine() throws Exception {
        run("base", 1, 0.1, 0.2);
        run("sft", 1, null, null);
        run("free", 1, 0.3, 0.4);
        String markdown = write();

        assertThat(files()).containsExactly("entropy.svg", "length.svg", "reward.svg");
        for (String file : files()) {
            assertThat(markdown).contains("](" + file + ")");
            assertThat(Svg.parse(Files.readString(tables.resolve(file))).texts("legend-item"))
                    .containsExactly("base", "free");
        }
        assertThat(markdown)
                .startsWith(
                        "\n## Curves\n\n![Ablation a: reward](reward.svg)\n\nLine: mean over seeds of the value of each"
                                + " step; band: from the lowest to the highest seed, where no more than eight lines share the"
                                + " plot.\n");
    }

    @Test
    void theLineIsTheMeanOverSeedsAndTheBandTheirRange() throws IOException {
        run("base", 1, 0.1, 0.2, null);
        run("base", 2, 0.5, null, null);
        run("base", 3, 0.3, 0.3, null);
        LinePlot.Line line = plotted("reward").lines().get(0);

        assertThat(line.points().get(0)).isEqualTo(new LinePlot.Point(1, 0.3, 0.1, 0.5));
        assertThat(line.points().get(1)).isEqualTo(new LinePlot.Point(2, 0.25, 0.2, 0.3));
        assertThat(line.points().get(2).y()).isNaN();
    }

    @Test
    void manyStepsAreSmoothedAndTheCaptionSaysSo() throws IOException {
        Double[] rewards = new Double[40];
        for (int i = 0; i < 40; i++) rewards[i] = i == 10 ? 0.9 : 0.0;
        run("base", 1, rewards);

        List<LinePlot.Point> points = plotted("reward").lines().get(0).points();
        assertThat(points.stream().filter(point -> point.y() > 0).map(LinePlot.Point::x))
                .containsExactly(10.0, 11.0, 12.0);
        assertThat(points.get(10).y()).isEqualTo(0.3);
        assertThat(write()).contains("centred moving mean over 3 steps");
    }

    @Test
    void aVariantLooksTheSameWhoeverIsLeftOut() throws IOException {
        run("base", 1, 0.1);
        run("sft", 1, (Double) null);
        run("free", 1, 0.1);
        assertThat(plotted("reward").lines().stream().map(LinePlot.Line::style)).containsExactly(0, 2);
    }

    @Test
    void answersArePlottedOverTheirTemperatures() throws IOException {
        run("base", 1, 0.1);
        run("base", 2, 0.1);
        run("free", 1, 0.1);
        sample("base", 1, "aime", "pass@8", 0.25, 0.5);
        sample("base", 2, "aime", "pass@8", 0.75, 0.5);
        sample("free", 1, "aime", "pass@8", 0.5, 1);
        String markdown = write();

        assertThat(files()).contains("pass-at-8-by-temperature-aime.svg");
        assertThat(markdown).contains("![Ablation a: pass@8 on aime](pass-at-8-by-temperature-aime.svg)");
        LinePlot plot = plotted("pass@8 on aime");
        assertThat(plot.xLabel()).isEqualTo("temperature");
        assertThat(plot.yLabel()).isEqualTo("pass@8, %");
        assertThat(plot.lines().get(0).points())
                .containsExactly(new LinePlot.Point(0.5, 50, 25, 75), new LinePlot.Point(1, 50, 50, 50));
        assertThat(plot.lines().get(1).name()).isEqualTo("free");
    }

    @Test
    void oneTemperatureAndOtherMetricsHaveNoPlot() throws IOException {
        run("base", 1, 0.1);
        sample("base", 1, "aime", "pass@1", 0.25);
        sample("base", 1, "aime", "truncated", 0.25, 0.5);
        write();
        assertThat(files()).noneMatch(file -> file.contains("temperature"));
    }

    @Test
    void benchmarksThatDifferBySignsOnlyHaveFilesOfTheirOwn() throws IOException {
        run("base", 1, 0.1);
        Map<Samples.Point, Double> measured = new LinkedHashMap<>();
        for (String benchmark : List.of("x/y", "x:y", "X_y")) {
            measured.put(new Samples.Point(benchmark, 0, "tokens"), 30.0);
            measured.put(new Samples.Point(benchmark, 1, "tokens"), 40.0);
        }
        samples.add("base", 1, measured);
        write();
        assertThat(files())
                .contains(
                        "tokens-by-temperature-x_y.svg",
                        "tokens-by-temperature-x_y-2.svg",
                        "tokens-by-temperature-X_y-3.svg");
    }

    @Test
    void plotsOfAnEarlierCallThatAreNoneAnyMoreAreRemoved() throws IOException {
        run("sft", 1, null, null);
        for (String file : List.of("reward.svg", "pass-at-8-by-temperature-aime.svg", "mine.svg", "table.md")) {
            Files.writeString(tables.resolve(file), "old");
        }
        assertThat(write()).isEmpty();
        assertThat(files()).containsExactly("mine.svg", "table.md");
    }

    @Test
    void whatCannotBeDrawnIsWarnedOfAndLeavesNoOldPlot() throws IOException {
        run("base", 1, 0.1);
        Files.writeString(tables.resolve("reward.svg"), "old");
        String markdown = new Plots(ablation, new Curves(ablation, results), samples, plot -> {
                    if (plot.title().endsWith("reward")) throw new UndrawableException("no ink", null);
                    return plot.svg();
                })
                .write(tables, output);

        assertThat(warnings)
                .containsExactly("no reward.svg: the plot could not be drawn (no ink); the tables are there");
        assertThat(files()).containsExactly("entropy.svg", "length.svg");
        assertThat(markdown).doesNotContain("reward.svg").contains("entropy.svg");
    }

    @Test
    void withoutAnyRunThereIsNothing() throws IOException {
        assertThat(write()).isEmpty();
        assertThat(files()).isEmpty();
    }
}
