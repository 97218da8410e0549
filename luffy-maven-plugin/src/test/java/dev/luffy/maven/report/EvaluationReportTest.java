package dev.luffy.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Interval;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationReportTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    private static Estimate estimate(String metric, double value) {
        return new Estimate(metric, value, new Interval(value / 2, (1 + value) / 2), 0.9, 4, "method");
    }

    private static MetricsFile.Result result(String benchmark, double temperature, int tooCostly) {
        List<Outcome> outcomes = List.of(new Outcome("p", "", "CI", List.of(0, 1)));
        SortedMap<String, String> keys = new TreeMap<>(Map.of("policy", "math 1", "policy.percent", "EITHER"));
        return new MetricsFile.Result(
                new Measurement("e", benchmark, temperature, keys, new TreeMap<>(Map.of("seed", "1")), outcomes),
                List.of(
                        estimate("pass@1", 0.5),
                        estimate("maj@2", 0.75),
                        estimate("truncated", 0.125),
                        estimate("no-answer", 0)),
                new TreeMap<>(Map.of("a|b", estimate("pass@1", 0.25), "c", estimate("pass@1", 1))),
                tooCostly,
                List.of(new Benchmark.Unusable("p9", "\\frac", "\\frac{ <b>cannot be read")));
    }

    private String write(MetricsFile metrics) throws IOException {
        new EvaluationReport(metrics).write(folder, new Output() {
            @Override
            public void info(String line) {
                lines.add(line);
            }

            @Override
            public void warn(String line) {
                throw new AssertionError(line);
            }
        });
        return Files.readString(folder.resolve("summary.md"));
    }

    private static MetricsFile metrics(MetricsFile.Result... results) {
        SortedMap<String, List<Estimate>> averages = new TreeMap<>(Map.of("0.6", List.of(estimate("pass@1", 0.5))));
        return new MetricsFile(MetricsFile.FORMAT, "e", List.of(results), averages);
    }

    @Test
    void everyMetricHasItsIntervalAndTheRatesBesideIt() throws IOException {
        String text = write(metrics(result("math", 0.6, 0)));
        assertThat(text)
                .contains("| benchmark | temperature | metric | value | 90 % interval | problems | samples |"
                        + " truncated | no answer |")
                .contains("| math | 0.6 | pass@1 | 50.0 % | [25.0, 75.0] | 4 | 2 | 12.5 % | 0.0 % |")
                .contains("| math | 0.6 | maj@2 | 75.0 % | [37.5, 87.5] | 4 | 2 | 12.5 % | 0.0 % |")
                .contains("| average | 0.6 | pass@1 | 50.0 % |");
        assertThat(lines)
                .contains("math       0.6          pass@1  50.0 %  [25.0, 75.0]   4         2        12.5 %     0.0 %");
    }

    @Test
    void temperaturesAreSetSideBySideOnlyWhereThereAreSeveral() throws IOException {
        assertThat(write(metrics(result("math", 0.6, 0)))).doesNotContain("by temperature");
        assertThat(write(metrics(result("math", 0, 0), result("math", 1, 0))))
                .contains("## math by temperature")
                .contains("| temperature | pass@1 | maj@2 | truncated | no-answer |")
                .contains("| 1 | 50.0 % | 75.0 % | 12.5 % | 0.0 % |");
    }

    @Test
    void subjectsMayHaveAnyName() throws IOException {
        assertThat(write(metrics(result("math", 0.6, 0)))).contains("| math | 0.6 | a\\|b | pass@1 | 25.0 % |");
    }

    @Test
    void whatTheNumbersHideIsSaid() throws IOException {
        assertThat(write(metrics(result("math", 0.6, 3))))
                .contains("- math: 1 problem is reported, not scored: p9 (\\\\frac{ \\<b\\>cannot be read)")
                .contains(
                        "- math at temperature 0.6: 3 responses could not be judged within bounds and count as wrong");
    }

    @Test
    void ofAPresetOnlyTheNameIsShown() throws IOException {
        assertThat(write(metrics(result("math", 0.6, 0))))
                .contains("| math | policy | math 1 |")
                .contains("| math | seed | 1 |")
                .doesNotContain("policy.percent");
    }
}
