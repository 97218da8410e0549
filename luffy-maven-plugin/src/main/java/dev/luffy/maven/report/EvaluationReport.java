package dev.luffy.maven.report;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.result.AtomicFile;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an evaluation measured, for people: tables on the console and in {@code summary.md}. Made of the metrics alone. */
public final class EvaluationReport {

    private static final Set<String> RATES = Set.of("truncated", "no-answer");

    private final MetricsFile metrics;

    public EvaluationReport(MetricsFile metrics) {
        this.metrics = metrics;
    }

    /** Prints the tables and writes {@code summary.md} into the folder. */
    public void write(Path folder, Output output) throws IOException {
        Path file = folder.resolve("summary.md");
        AtomicFile.write(file, markdown());
        output.info("evaluation " + metrics.evaluation());
        scores().text().forEach(output::info);
        for (Map.Entry<String, Table> sweep : sweeps().entrySet()) {
            output.info(sweep.getKey() + " by temperature");
            sweep.getValue().text().forEach(output::info);
        }
        Table subjects = subjects();
        if (!subjects.isEmpty()) subjects.text().forEach(output::info);
        for (String line : remarks()) output.info(line);
        output.info("metrics " + folder.resolve(MetricsFile.NAME) + ", summary " + file);
    }

    private String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Evaluation " + Markdown.escaped(metrics.evaluation()));
        lines.add("");
        lines.addAll(scores().markdown());
        lines.add("");
        lines.add("Problems are the independent units of every interval. An average counts each benchmark the same.");
        sweeps().forEach((benchmark, table) -> section(lines, benchmark + " by temperature", table));
        if (!subjects().isEmpty()) section(lines, "By subject", subjects());
        if (!remarks().isEmpty()) {
            lines.add("");
            lines.add("## Remarks");
            lines.add("");
            for (String line : remarks()) lines.add("- " + Markdown.escaped(line));
        }
        section(lines, "What was measured", conditions());
        return String.join("\n", lines) + "\n";
    }

    private static void section(List<String> lines, String title, Table table) {
        lines.add("");
        lines.add("## " + Markdown.escaped(title));
        lines.add("");
        lines.addAll(table.markdown());
    }

    private Table scores() {
        Table table = new Table(
                "benchmark",
                "temperature",
                "metric",
                "value",
                intervalHead(),
                "problems",
                "samples",
                "truncated",
                "no answer");
        for (MetricsFile.Result result : metrics.results()) {
            Measurement measured = result.measurement();
            for (Estimate estimate : result.estimates()) {
                if (RATES.contains(estimate.metric())) continue;
                table.row(
                        measured.benchmark(),
                        TemperatureLabel.of(measured.temperature()),
                        estimate.metric(),
                        percent(estimate.value()),
                        interval(estimate),
                        Integer.toString(estimate.problems()),
                        samples(measured),
                        rate(result, "truncated"),
                        rate(result, "no-answer"));
            }
        }
        metrics.averages()
                .forEach((temperature, estimates) -> estimates.forEach(estimate -> table.row(
                        "average",
                        temperature,
                        estimate.metric(),
                        percent(estimate.value()),
                        interval(estimate),
                        Integer.toString(estimate.problems()),
                        "",
                        "",
                        "")));
        return table;
    }

    /** Temperature by metric, for every benchmark that was asked at several temperatures. */
    private Map<String, Table> sweeps() {
        Map<String, List<MetricsFile.Result>> byBenchmark = new LinkedHashMap<>();
        for (MetricsFile.Result result : metrics.results()) {
            byBenchmark
                    .computeIfAbsent(result.measurement().benchmark(), id -> new ArrayList<>())
                    .add(result);
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        byBenchmark.forEach((benchmark, results) -> {
            if (results.size() > 1) tables.put(benchmark, sweep(results));
        });
        return tables;
    }

    private static Table sweep(List<MetricsFile.Result> results) {
        Set<String> names = new LinkedHashSet<>();
        for (MetricsFile.Result result : results) {
            for (Estimate estimate : result.estimates())
                if (!RATES.contains(estimate.metric())) names.add(estimate.metric());
        }
        names.addAll(List.of("truncated", "no-answer"));
        List<String> head = new ArrayList<>(List.of("temperature"));
        head.addAll(names);
        Table table = new Table(head.toArray(String[]::new));
        for (MetricsFile.Result result : results) {
            List<String> row = new ArrayList<>();
            row.add(TemperatureLabel.of(result.measurement().temperature()));
            for (String name : names) row.add(rate(result, name));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private Table subjects() {
        Table table = new Table("benchmark", "temperature", "subject", "metric", "value", intervalHead(), "problems");
        for (MetricsFile.Result result : metrics.results()) {
            // One subject says what the benchmark's own row says.
            if (result.subjects().size() < 2) continue;
            result.subjects()
                    .forEach((subject, estimate) -> table.row(
                            result.measurement().benchmark(),
                            TemperatureLabel.of(result.measurement().temperature()),
                            subject,
                            estimate.metric(),
                            percent(estimate.value()),
                            interval(estimate),
                            Integer.toString(estimate.problems())));
        }
        return table;
    }

    private List<String> remarks() {
        Map<String, List<Benchmark.Unusable>> unusable = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (MetricsFile.Result result : metrics.results()) {
            Measurement measured = result.measurement();
            if (!result.unusable().isEmpty()) unusable.put(measured.benchmark(), result.unusable());
            if (result.tooCostly() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s at temperature %s: %,d responses could not be judged within bounds and count as wrong",
                        measured.benchmark(),
                        TemperatureLabel.of(measured.temperature()),
                        result.tooCostly()));
            }
        }
        unusable.forEach((benchmark, its) -> lines.add(0, Remarks.unusable(benchmark, its)));
        return lines;
    }

    /** What results rest on; of a policy's settings only the name, unless the POM changed some. */
    private Table conditions() {
        Table table = new Table("benchmark", "condition", "value");
        Set<List<String>> told = new LinkedHashSet<>();
        for (MetricsFile.Result result : metrics.results()) {
            Map<String, String> all = new TreeMap<>(result.measurement().keys());
            all.putAll(result.measurement().about());
            // It differs by temperature and stands in the first table.
            all.remove("decoding.samples");
            boolean preset = !all.getOrDefault("policy", "").contains("*");
            all.forEach((name, value) -> {
                List<String> row = List.of(result.measurement().benchmark(), name, value);
                if (preset && name.startsWith("policy.") || !told.add(row)) return;
                table.row(row.toArray(String[]::new));
            });
        }
        return table;
    }

    private static String samples(Measurement measured) {
        return Integer.toString(measured.outcomes().stream()
                .mapToInt(each -> each.samples())
                .max()
                .orElse(0));
    }

    private static String rate(MetricsFile.Result result, String metric) {
        return result.estimates().stream()
                .filter(each -> each.metric().equals(metric))
                .findFirst()
                .map(each -> percent(each.value()))
                .orElse("–");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private String intervalHead() {
        double confidence = metrics.results().stream()
                .flatMap(each -> each.estimates().stream())
                .mapToDouble(Estimate::confidence)
                .findFirst()
                .orElse(0);
        String percent = BigDecimal.valueOf(confidence)
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
        return percent + " % interval";
    }

    private static String interval(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "[%.1f, %.1f]",
                100 * estimate.interval().low(),
                100 * estimate.interval().high());
    }
}
