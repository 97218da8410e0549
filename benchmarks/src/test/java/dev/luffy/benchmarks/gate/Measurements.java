package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.Responses;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measurements and rules made up for tests. */
final class Measurements {

    static final String ACCEPT = "run mvn luffy:check -Dluffy.updateBaseline and commit src/luffy/baselines";

    private Measurements() {}

    static Measurement at(double temperature, List<Outcome> outcomes) {
        return with(temperature, Map.of("data", "d1", "prompt", "q1"), Map.of("model", "m1"), outcomes);
    }

    static Measurement with(
            double temperature, Map<String, String> keys, Map<String, String> about, List<Outcome> outcomes) {
        return new Measurement("nightly", "math500", temperature, new TreeMap<>(keys), new TreeMap<>(about), outcomes);
    }

    /** 500 problems: the first are newly wrong, the next newly right, and so many more are right on both sides. */
    static List<Outcome> before(int newlyWrong, int newlyRight, int alwaysRight) {
        return marks("C".repeat(newlyWrong) + "I".repeat(newlyRight) + "C".repeat(alwaysRight));
    }

    static List<Outcome> now(int newlyWrong, int newlyRight, int alwaysRight) {
        return marks("I".repeat(newlyWrong) + "C".repeat(newlyRight) + "C".repeat(alwaysRight));
    }

    private static List<Outcome> marks(String marks) {
        return Responses.single(marks + "I".repeat(500 - marks.length()));
    }

    static Rule minimum(String minimum) {
        return rule("pass@1", minimum, null, null);
    }

    static Rule drop(String drop) {
        return rule("pass@1", null, drop, null);
    }

    static Rule failures(int failures) {
        return rule("pass@1", null, null, failures);
    }

    static Rule rule(String metric, String minimum, String drop, Integer failures) {
        return new Rule(
                "nightly",
                "math500",
                null,
                Metric.parse(metric),
                minimum == null ? null : new BigDecimal(minimum),
                drop == null ? null : new BigDecimal(drop),
                failures,
                0.95);
    }

    static Finding only(Rule rule, List<Measurement> measured, List<Measurement> baselines) {
        List<Finding> findings = Gate.check(List.of(rule), measured, baselines, ACCEPT);
        if (findings.size() != 1) throw new AssertionError(findings);
        return findings.get(0);
    }
}
