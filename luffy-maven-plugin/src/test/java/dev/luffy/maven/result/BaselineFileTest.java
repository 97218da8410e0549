package dev.luffy.maven.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Interval;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineFileTest {

    @TempDir
    Path folder;

    private static final Outcome SAMPLED =
            new Outcome("math500/b", "algebra", "CciNnXI", List.of(0, 0, 1, -1, -1, 2, 12));
    private static final Outcome PLAIN = new Outcome("math500/a", "", "C", List.of(0));

    private static BaselineFile baseline() {
        return BaselineFile.of(
                new Measurement(
                        "base",
                        "math500",
                        0.6,
                        new TreeMap<>(Map.of("data", "abc", "policy", "math 1")),
                        new TreeMap<>(Map.of("model", "def")),
                        List.of(SAMPLED, PLAIN)),
                List.of(new Estimate("pass@1", 0.75, new Interval(0.5, 0.9), 0.95, 2, "Wilson")),
                List.of(new BaselineFile.Acceptance("a smaller model", List.of("pass@1 0.800000 → 0.750000"))));
    }

    private BaselineFile read(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("b.json"), text);
        return BaselineFile.read(file, "src/luffy/baselines/b.json", "mvn luffy:check -Dluffy.updateBaseline");
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        assertThat(read(baseline().text())).isEqualTo(baseline());
        assertThat(read(baseline().text().replace("\n", "\r\n"))).isEqualTo(baseline());
    }

    @Test
    void theMeasurementComesBackInTheOrderOfIdsAndWithoutSubjects() throws Exception {
        Measurement measurement = read(baseline().text()).measurement();

        assertThat(measurement.outcomes())
                .containsExactly(PLAIN, new Outcome("math500/b", "", SAMPLED.marks(), SAMPLED.votes()));
        assertThat(measurement.temperature()).isEqualTo(0.6);
        assertThat(measurement.keys()).containsEntry("policy", "math 1");
        assertThat(measurement.about()).containsEntry("model", "def");
    }

    @Test
    void aProblemIsALineAndKeysAreSorted() {
        assertThat(baseline().text().lines().map(String::strip))
                .containsSubsequence(
                        "\"about\" : {",
                        "\"benchmark\" : \"math500\",",
                        "\"outcomes\" : {",
                        "\"math500/a\" : \"C0\",",
                        "\"math500/b\" : \"C0c0i1NnX2I12\"",
                        "\"values\" : {",
                        "\"pass@1\" : 0.75");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"math500/a\" : \"C0\"=\"math500/a\" : \"I0\"",
                "\"policy\" : \"math 1\"=\"policy\" : \"math 2\"",
                "a smaller model=a better model",
                "\"pass@1\" : 0.75=\"pass@1\" : 0.85"
            })
    void aHandEditedBaselineIsRefused(String edit) {
        String text = baseline().text();
        String edited = text.replace(edit.substring(0, edit.indexOf('=')), edit.substring(edit.indexOf('=') + 1));
        assertThat(edited).isNotEqualTo(text);

        assertThatThrownBy(() -> read(edited))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("src/luffy/baselines/b.json does not match the sha256 that stands in it: it was edited by"
                        + " hand or damaged. Restore it from version control, or delete it and run mvn luffy:check"
                        + " -Dluffy.updateBaseline");
    }

    @Test
    void aTruncatedBaselineIsNotHalfRead() {
        String text = baseline().text();
        for (int length : new int[] {0, 1, text.length() / 2, text.length() - 3}) {
            assertThatThrownBy(() -> read(text.substring(0, length)))
                    .as("length %d", length)
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageStartingWith("src/luffy/baselines/b.json is no baseline: ")
                    .hasMessageEndingWith("or delete it and run mvn luffy:check -Dluffy.updateBaseline");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "3",
                "{}",
                "{\"format\":1}",
                "<<<<<<< HEAD\n{}",
                "{\"format\":\"1\"}",
                "{\"format\":1.0}"
            })
    void whatIsNoBaselineIsRefusedByName(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("src/luffy/baselines/b.json is no baseline: ");
    }

    @Test
    void bytesThatAreNoTextAreRefusedByName() throws Exception {
        Path file = Files.write(folder.resolve("b.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> BaselineFile.read(file, "b.json", "x"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("b.json is no baseline: it is not UTF-8");
    }

    @Test
    void aLaterFormatIsToldFromDamage() {
        assertThatThrownBy(() -> read("{\"format\":2,\"novelty\":true}"))
                .hasMessage("src/luffy/baselines/b.json has format 2, but this version reads 1: use the version of the"
                        + " plugin that wrote it, or delete it and run mvn luffy:check -Dluffy.updateBaseline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "C0?", "Z", "C0 I1", "C-1", "C99999999999"})
    void anOutcomeThatIsNoWordOfMarksIsRefused(String text) {
        assertThatThrownBy(() -> Marks.outcome("p", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("problem p has the outcome '" + text + "'");
    }

    @Test
    void oneProblemHasOneOutcome() {
        assertThatThrownBy(() -> new Measurement("e", "b", 0, new TreeMap<>(), new TreeMap<>(), List.of(PLAIN, PLAIN)))
                .hasMessageStartingWith("problem math500/a is there twice");
    }
}
