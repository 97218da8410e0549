package dev.luffy.maven.check;

import dev.luffy.benchmarks.gate.Rule;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Shortfall;
import dev.luffy.maven.result.MetricsFile;
import java.nio.file.Path;

/**
 * A check that found the measurement it is about.
 *
 * @param check as declared
 * @param metric what is limited
 * @param result what was measured
 * @param name of the measurement in file names: the benchmark, and the temperature where there are several
 * @param baseline where its baseline is or would be
 */
record Target(DeclaredCheck check, Metric metric, MetricsFile.Result result, String name, Path baseline)
        implements Located {

    Measurement measurement() {
        return result.measurement();
    }

    Rule rule() {
        return check.rule(metric);
    }

    /**
     * The metric's mean over problems of a measurement, 0 … 1.
     *
     * @throws IllegalArgumentException if there is no problem, or one has fewer responses than the metric needs
     */
    double value(Measurement of) {
        return new Shortfall(metric, of.outcomes()).value();
    }
}
