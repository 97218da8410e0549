package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.ablate.Measurements.Measured;
import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.maven.study.Quantity.Answers;
import dev.luffy.maven.study.Quantity.At;
import dev.luffy.maven.study.Quantity.HeldOut;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {

    @TempDir
    Path folder;

    private final Samples samples = new Samples();

    private Measured answers(String metric, At at) throws Exception {
        Finished runs = new Finished(folder, List.of(), "base");
        return new Measurements(runs.results, runs.curves(), samples).of(new Answers(metric, at));
    }

    private static Point point(String benchmark, double temperature) {
        return new Point(benchmark, temperature, "pass@8");
    }

    private void ask() {
        Map<Point, Double> measured = new LinkedHashMap<>();
        measured.put(point("a", 1), 0.5);
        measured.put(point("a", 0.25), 0.25);
        measured.put(point("b", 0.25), 0.75);
        measured.put(point("b", 1), 0.875);
        measured.put(point("c", 0.5), 0.125);
        samples.add("base", 1, measured);
    }

    @Test
    void theLowestAndTheHighestTemperatureAreThoseAsked() throws Exception {
        ask();
        assertThat(answers("pass@8", At.LOWEST).text()).isEqualTo("pass@8 at temperature 0.25");
        assertThat(answers("pass@8", At.HIGHEST).text()).isEqualTo("pass@8 at temperature 1");
        assertThat(answers("pass@8", At.HIGHEST_LESS_LOWEST).text()).isEqualTo("pass@8 at temperature 1 − 0.25");
    }

    @Test
    void benchmarksCountTheSame() throws Exception {
        ask();
        assertThat(answers("pass@8", At.LOWEST).numbers().of("base", 1)).hasValue(0.5);
        assertThat(answers("pass@8", At.HIGHEST).numbers().of("base", 1)).hasValue(0.6875);
        assertThat(answers("pass@8", At.HIGHEST_LESS_LOWEST).numbers().of("base", 1))
                .hasValue(0.1875);
    }

    @Test
    void aRunThatLacksABenchmarkHasNoMean() throws Exception {
        ask();
        samples.add("base", 2, Map.of(point("a", 0.25), 0.5));

        assertThat(answers("pass@8", At.LOWEST).numbers().of("base", 2)).isEmpty();
        assertThat(answers("pass@8", At.HIGHEST_LESS_LOWEST).numbers().of("base", 2))
                .isEmpty();
    }

    @Test
    void oneTemperatureIsTheOnlyOneAndNeitherTheLowestNorTheHighest() throws Exception {
        samples.add("base", 1, Map.of(point("a", 0.6), 0.5));

        assertThat(answers("pass@8", At.LOWEST_OR_ONLY).numbers().of("base", 1)).hasValue(0.5);
        assertThat(answers("pass@8", At.LOWEST).numbers()).isNull();
        assertThat(answers("pass@8", At.HIGHEST).numbers()).isNull();
        assertThat(answers("pass@8", At.HIGHEST).missing())
                .isEqualTo("models were asked for pass@8 at temperature 0.6 alone");
        assertThat(answers("tokens", At.LOWEST).missing()).isEqualTo("models were not asked for tokens");
    }

    @Test
    void aChangeIsMeasuredOnTheBenchmarksAskedAtBoth() throws Exception {
        samples.add("base", 1, Map.of(point("a", 0.25), 0.5));
        samples.add("base", 2, Map.of(point("b", 1), 0.5));

        assertThat(answers("pass@8", At.HIGHEST_LESS_LOWEST).numbers()).isNull();
        assertThat(answers("pass@8", At.HIGHEST_LESS_LOWEST).missing()).isEqualTo("no benchmark was asked at both");
    }

    @Test
    void overallPoolsAndALevelIsItself() throws Exception {
        Finished runs = new Finished(folder, List.of(), "base");
        runs.run("base", 1, 40);
        Measurements measurements = new Measurements(runs.results, runs.curves(), samples);

        assertThat(measurements.of(new HeldOut(null)).numbers().of("base", 1)).hasValue(0.4);
        assertThat(measurements.of(new HeldOut("all")).numbers().of("base", 1)).hasValue(0.4);
        assertThat(measurements.of(new HeldOut("hard")).numbers().of("base", 1)).isEmpty();
    }
}
