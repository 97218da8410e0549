package dev.luffy.maven.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Interval;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsFileTest {

    @TempDir
    Path folder;

    private static MetricsFile metrics() {
        Measurement measurement = new Measurement(
                "base",
                "math500",
                0.6,
                new TreeMap<>(Map.of("policy", "math 1", "data", "abc")),
                new TreeMap<>(Map.of("model", "def")),
                List.of(new Outcome("p1", "algebra", "Cin", List.of(0, 1, -1))));
        Estimate estimate = new Estimate("pass@1", 1.0 / 3, new Interval(0.1, 0.7), 0.95, 1, "bootstrap");
        return new MetricsFile(
                MetricsFile.FORMAT,
                "base",
                List.of(new MetricsFile.Result(
                        measurement,
                        List.of(estimate),
                        new TreeMap<>(Map.of("algebra", estimate)),
                        2,
                        List.of(new Benchmark.Unusable("p9", "\\frac", "it cannot be read")))),
                new TreeMap<>(Map.of("0.6", List.of(estimate))));
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = folder.resolve("new/metrics.json");
        metrics().write(file);
        assertThat(MetricsFile.read(file)).isEqualTo(metrics());
        assertThat(Files.readString(file)).doesNotContain("\r").endsWith("}\n");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void missingMetricsNameTheFileAndTheGoal() {
        assertThatThrownBy(() -> MetricsFile.read(folder.resolve("metrics.json")))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("there are no metrics at " + folder.resolve("metrics.json") + ": run luffy:eval first");
    }

    @Test
    void aDamagedFileIsNotHalfRead() throws Exception {
        Path file = folder.resolve("metrics.json");
        metrics().write(file);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThatThrownBy(() -> MetricsFile.read(file))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(file + " is no metrics file (");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> MetricsFile.read(file)).isInstanceOf(UserErrorException.class);
        Files.writeString(file, "{\"format\":1}");
        assertThatThrownBy(() -> MetricsFile.read(file)).isInstanceOf(UserErrorException.class);
    }

    @Test
    void anotherFormatIsToldFromDamage() throws Exception {
        Path file = folder.resolve("metrics.json");
        Files.writeString(file, "{\"format\":2,\"new\":true}");
        assertThatThrownBy(() -> MetricsFile.read(file))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("has the format 2, but this version reads 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "measurement"\\s*:\\s*\\{.*?"temperature"\\s*:\\s*0.6\\s*\\} | "measurement":null | measurement is missing
            \\{[^{}]*"marks"[^{}]*\\}               | $0,$0                | problem p1 is there twice
            "marks"\\s*:\\s*"Cin"               | "marks":"Ci"         | problem p1 has 2 marks and 3 votes
            "marks"\\s*:\\s*"Cin"               | "marks":"CiQ"        | problem p1 has the mark Q
            "marks"\\s*:\\s*"Cin"               | "marks":null         | problem p1 lacks its subject, marks or votes
            "policy"\\s*:\\s*"math 1"           | "policy":null        | keys.policy is missing
            "evaluation"\\s*:\\s*"base"         | "evaluation":"other" | a result is of evaluation
            "temperature"\\s*:\\s*0.6           | "temperature":-1     | the temperature is -1.0
            """)
    void whatCannotHaveBeenMeasuredIsRefusedByName(String part, String by, String complaint) throws Exception {
        Path file = folder.resolve("metrics.json");
        metrics().write(file);
        String text = Files.readString(file);
        String damaged = Pattern.compile(part, Pattern.DOTALL).matcher(text).replaceFirst(by);
        assertThat(damaged).isNotEqualTo(text);
        Files.writeString(file, damaged);

        assertThatThrownBy(() -> MetricsFile.read(file))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(file + " is no metrics file (" + complaint)
                .hasMessageEndingWith("): delete it and run luffy:eval again");
    }
}
