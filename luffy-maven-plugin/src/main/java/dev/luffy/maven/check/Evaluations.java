package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.InvalidRuleException;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The evaluations that left their metrics, and what of them a check is about. */
final class Evaluations {

    private final CheckRequest request;
    private final Map<String, MetricsFile> read = new TreeMap<>();

    Evaluations(CheckRequest request) {
        this.request = request;
    }

    /**
     * Finds what a check is about.
     *
     * @throws UserErrorException if there is no such measurement or the check does not fit it; names element and fix
     */
    Target target(DeclaredCheck check) throws IOException {
        MetricsFile metrics = metrics(check);
        List<MetricsFile.Result> results = metrics.results().stream()
                .filter(each -> each.measurement().benchmark().equals(check.benchmark()))
                .toList();
        if (results.isEmpty()) {
            throw new UserErrorException(check.element() + "<benchmark> is " + check.benchmark() + ", but "
                    + request.shown(file(check)) + " has " + benchmarks(metrics) + ": name one of them or evaluate it");
        }
        MetricsFile.Result result = atTemperature(check, results);
        Metric metric = metric(check, result);
        String name = results.size() == 1
                ? check.benchmark()
                : check.benchmark() + "-t"
                        + TemperatureLabel.of(result.measurement().temperature());
        Path baseline = request.baselines().resolve(check.evaluation()).resolve(name + ".json");
        Target target = new Target(check, metric, result, name, baseline);
        requireFit(target);
        return target;
    }

    private MetricsFile metrics(DeclaredCheck check) throws IOException {
        MetricsFile known = read.get(check.evaluation());
        if (known != null) return known;
        Path file = file(check);
        if (!Files.isRegularFile(file)) {
            List<String> others = others();
            throw new UserErrorException(check.element() + " has nothing to check: there is no " + request.shown(file)
                    + ". Run luffy:eval before luffy:check"
                    + (others.isEmpty() ? "" : ", or name an evaluation with results: " + String.join(", ", others)));
        }
        MetricsFile metrics = MetricsFile.read(file);
        if (!metrics.evaluation().equals(check.evaluation())) {
            throw new UserErrorException(request.shown(file) + " is of the evaluation " + metrics.evaluation()
                    + ", not " + check.evaluation() + ": run luffy:eval again");
        }
        read.put(check.evaluation(), metrics);
        return metrics;
    }

    private Path file(DeclaredCheck check) {
        return request.results().resolve(check.evaluation()).resolve(MetricsFile.NAME);
    }

    private List<String> others() throws IOException {
        if (!Files.isDirectory(request.results())) return List.of();
        try (Stream<Path> folders = Files.list(request.results())) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(MetricsFile.NAME)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static MetricsFile.Result atTemperature(DeclaredCheck check, List<MetricsFile.Result> results) {
        List<String> there = new ArrayList<>();
        for (MetricsFile.Result each : results) {
            double temperature = each.measurement().temperature();
            if (check.temperature() != null && check.temperature() == temperature) return each;
            there.add(TemperatureLabel.of(temperature));
        }
        if (check.temperature() != null) {
            throw new UserErrorException(check.element() + "<temperature> is "
                    + TemperatureLabel.of(check.temperature()) + ", but it was measured at " + String.join(", ", there)
                    + ": name one of them or evaluate it");
        }
        if (results.size() > 1) {
            throw new UserErrorException(check.element() + "<temperature> is nothing, but it was measured at "
                    + String.join(", ", there) + ": say which is meant");
        }
        return results.get(0);
    }

    private static Metric metric(DeclaredCheck check, MetricsFile.Result result) {
        if (check.metric() != null) return check.metric();
        if (result.estimates().isEmpty()) {
            throw new UserErrorException(
                    check.element() + "<metric> is nothing, but the evaluation reported no metric: name one");
        }
        try {
            return Metric.parse(result.estimates().get(0).metric());
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(
                    check.element() + "<metric> is nothing, and the evaluation's first is none: " + e.getMessage(), e);
        }
    }

    /** Neither asked of the rule nor of the metric before: which one is meant may be known only now. */
    private static void requireFit(Target target) {
        String element = target.check().element();
        try {
            target.rule();
            target.value(target.measurement());
        } catch (InvalidRuleException e) {
            throw new UserErrorException(element + "<" + e.element() + "> is " + e.value() + ", but " + e.demand(), e);
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(
                    element + "<metric> is " + target.metric().label() + ", but cannot be told: " + e.getMessage(), e);
        }
    }

    private static TreeSet<String> benchmarks(MetricsFile metrics) {
        TreeSet<String> ids = new TreeSet<>();
        for (MetricsFile.Result each : metrics.results())
            ids.add(each.measurement().benchmark());
        return ids;
    }
}
