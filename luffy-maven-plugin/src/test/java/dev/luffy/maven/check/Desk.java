package dev.luffy.maven.check;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A project with evaluations that were measured, for tests. */
final class Desk implements Output {

    final Path basedir;
    final List<String> lines = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    /** What the next request says. */
    boolean failOnRegression = true;

    boolean update;
    boolean updateAllowed = true;
    String justification;

    Desk(Path basedir) {
        this.basedir = basedir;
    }

    /** One response a problem; a letter a problem, {@code C} for a correct one. */
    static Measurement greedy(String benchmark, String marks, Map<String, String> keys) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < marks.length(); i++) {
            outcomes.add(new Outcome("p" + (i + 10), "", marks.substring(i, i + 1), List.of(0)));
        }
        return measurement(benchmark, 0, outcomes, keys);
    }

    static Measurement measurement(
            String benchmark, double temperature, List<Outcome> outcomes, Map<String, String> keys) {
        TreeMap<String, String> all = new TreeMap<>(Map.of("data", "abc", "policy", "math 1"));
        all.putAll(keys);
        return new Measurement("base", benchmark, temperature, all, new TreeMap<>(Map.of("model", "m1")), outcomes);
    }

    void measured(Measurement... measurements) throws IOException {
        List<MetricsFile.Result> results = new ArrayList<>();
        for (Measurement each : measurements) {
            List<Estimate> estimates = List.of(Estimate.of(Metric.parse("pass@1"), each.outcomes(), 0.95));
            results.add(new MetricsFile.Result(each, estimates, new TreeMap<>(), 0, List.of()));
        }
        new MetricsFile(MetricsFile.FORMAT, "base", results, new TreeMap<>())
                .write(basedir.resolve("target/luffy/eval/base/metrics.json"));
    }

    static DeclaredCheck drop(String benchmark, String maximumDrop) {
        return new DeclaredCheck("base", benchmark, null, null, null, new BigDecimal(maximumDrop), null, 0.95, null);
    }

    static DeclaredCheck floor(String benchmark, String minimum) {
        return new DeclaredCheck("base", benchmark, null, null, new BigDecimal(minimum), null, null, 0.95, null);
    }

    static DeclaredCheck newFailures(String benchmark, int allowed) {
        return new DeclaredCheck("base", benchmark, null, null, null, null, allowed, 0.95, null);
    }

    static DeclaredCheck because(String justification, DeclaredCheck check) {
        return new DeclaredCheck(
                check.evaluation(),
                check.benchmark(),
                check.temperature(),
                check.metric(),
                check.minimum(),
                check.maximumDrop(),
                check.maximumNewFailures(),
                check.confidence(),
                justification);
    }

    void check(DeclaredCheck... checks) throws IOException {
        lines.clear();
        warnings.clear();
        new Checking(this)
                .check(new CheckRequest(
                        List.of(checks),
                        basedir,
                        basedir.resolve("target/luffy/eval"),
                        basedir.resolve("src/luffy/baselines"),
                        basedir.resolve("target/luffy/check"),
                        failOnRegression,
                        update,
                        justification,
                        updateAllowed,
                        "mvn luffy:check"));
    }

    /** Makes what is measured the baseline. */
    void agree(String reason, DeclaredCheck... checks) throws IOException {
        update = true;
        justification = reason;
        try {
            check(checks);
        } finally {
            update = false;
            justification = null;
        }
    }

    Path baseline(String name) {
        return basedir.resolve("src/luffy/baselines/base").resolve(name);
    }

    Path report(String name) {
        return basedir.resolve("target/luffy/check").resolve(name);
    }

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }
}
