package dev.luffy.maven.check;

import static dev.luffy.maven.check.Desk.drop;
import static dev.luffy.maven.check.Desk.floor;
import static dev.luffy.maven.check.Desk.greedy;
import static dev.luffy.maven.check.Desk.newFailures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.MetricsFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckingTest {

    // 30 problems, as AIME has.
    private static final String BEFORE = "C".repeat(24) + "I".repeat(6);
    private static final String WORSE = "I".repeat(12) + "C".repeat(12) + "C" + "I".repeat(5);
    private static final String NOISE = "I".repeat(3) + "C".repeat(21) + "CC" + "I".repeat(4);

    private Desk desk;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        desk = new Desk(folder);
    }

    private void agreed(DeclaredCheck... checks) throws Exception {
        desk.measured(greedy("aime", BEFORE, Map.of()));
        desk.agree(null, checks);
    }

    @Test
    void whatDidNotChangePasses() throws Exception {
        agreed(drop("aime", "0.010"));

        desk.check(drop("aime", "0.010"));

        assertThat(desk.warnings).isEmpty();
        assertThat(desk.lines.get(0))
                .startsWith("held: base: aime pass@1 is 0.800 (24/30), baseline 0.800 (24/30): no drop");
        assertThat(desk.report("report.md")).content().contains("All 1 held.", "| held | base | aime |");
    }

    @Test
    void aRealDropFailsWithTheNumbersTheProblemsAndTheFix() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("aime", WORSE, Map.of()));

        assertThatThrownBy(() -> desk.check(drop("aime", "0.010")))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("1 of 1 limits failed\n"
                        + "base: aime pass@1 is 0.433 (13/30), baseline 0.800 (24/30): drop 0.367 > allowed 0.010")
                .hasMessageContaining("12 newly wrong, 1 newly right")
                .hasMessageContaining("newly wrong (12): p10, p11, p12, p13, p14, …")
                .hasMessageContaining("full list: target/luffy/check/base-aime-diff.md")
                .hasMessageContaining("baseline: src/luffy/baselines/base/aime.json")
                .hasMessageContaining(
                        "If intended: run mvn luffy:check -Dluffy.updateBaseline -Dluffy.justification=\"why\""
                                + " and commit src/luffy/baselines");
        assertThat(desk.report("base-aime-diff.md"))
                .content()
                .contains("### newly wrong: 12\n", "- p10\n", "- p21\n", "### newly right: 1\n", "- p34\n")
                .doesNotContain("- p22\n");
    }

    @Test
    void aDropOfTheSizeOfNoisePassesAndTellsWhatWouldShow() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("aime", NOISE, Map.of()));

        desk.check(drop("aime", "0.010"));

        assertThat(desk.lines.get(0)).contains("drop 0.034 > allowed 0.010, but within chance");
        assertThat(String.join("\n", desk.lines)).contains("minimum detectable drop with so many problems");
    }

    @Test
    void violationsMayOnlyWarn() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("aime", WORSE, Map.of()));
        desk.failOnRegression = false;

        desk.check(drop("aime", "0.010"));

        assertThat(desk.warnings.get(0)).startsWith("failed: base: aime pass@1 is 0.433");
        assertThat(desk.report("TEST-luffy-check.xml")).content().contains("failures=\"1\"");
    }

    @Test
    void oneNewlyWrongProblemIsTooManyWhereNothingIsLeftToChance() throws Exception {
        agreed(newFailures("aime", 0));
        desk.check(newFailures("aime", 0));
        desk.measured(greedy("aime", "I" + BEFORE.substring(1), Map.of()));

        assertThatThrownBy(() -> desk.check(newFailures("aime", 0)))
                .isInstanceOf(ViolationException.class)
                .hasMessageContaining("1 of 30 problems newly wrong > allowed 0")
                .hasMessageContaining("newly wrong (1): p10");
        desk.check(newFailures("aime", 1));
    }

    @Test
    void everyItemThatChangedIsListedAlthoughOnlyFailuresCount() throws Exception {
        agreed(newFailures("aime", 0));
        desk.measured(greedy("aime", BEFORE.substring(0, 29) + "N", Map.of()));

        desk.check(newFailures("aime", 0));

        assertThat(desk.lines).anyMatch(line -> line.contains("otherwise changed (1): p39"));
        assertThat(desk.report("base-aime-diff.md")).content().contains("### otherwise changed: 1\n", "- p39\n");
    }

    @Test
    void whatDiffersWithoutForbiddingTheComparisonIsTold() throws Exception {
        agreed(drop("aime", "0.010"));
        Measurement same = greedy("aime", BEFORE, Map.of());
        desk.measured(new Measurement(
                same.evaluation(),
                same.benchmark(),
                0,
                same.keys(),
                new TreeMap<>(Map.of("model", "m2", "plugin", "9")),
                same.outcomes()));

        desk.check(drop("aime", "0.010"));

        assertThat(desk.lines).contains("  since the baseline: model m1 → m2; plugin (not there) → 9");
    }

    @Test
    void aFloorNeedsNoBaseline() throws Exception {
        desk.measured(greedy("aime", WORSE, Map.of()));

        desk.check(floor("aime", "0.40"));
        assertThatThrownBy(() -> desk.check(floor("aime", "0.78")))
                .isInstanceOf(ViolationException.class)
                .hasMessageContaining("base: aime pass@1 is 0.43 (13/30), below the minimum 0.78");
        assertThat(desk.report("base-aime-diff.md")).doesNotExist();
    }

    @Test
    void aLimitThatCannotFailFailsEvenWhereViolationsOnlyWarn() throws Exception {
        desk.measured(greedy("aime", "IIII", Map.of()));
        desk.failOnRegression = false;

        assertThatThrownBy(() -> desk.check(floor("aime", "0.5")))
                .isInstanceOf(ViolationException.class)
                .hasMessageContaining("base: aime pass@1 is not guarded by <minimum>: this limit cannot fail");
        assertThat(desk.report("TEST-luffy-check.xml")).content().contains("type=\"refused\"");
    }

    @Test
    void aBaselineWithNothingToLoseIsWarnedOfAloud() throws Exception {
        desk.measured(greedy("aime", "I".repeat(30), Map.of()));
        desk.agree(null, drop("aime", "0.010"));

        desk.check(drop("aime", "0.010"));

        assertThat(desk.warnings.get(0)).startsWith("held: base: aime pass@1 is 0.000 (0/30)");
        assertThat(desk.warnings).anyMatch(line -> line.startsWith("  warning: even losing everything would pass"));
        assertThat(desk.report("report.md")).content().contains("  - warning: even losing everything would pass");
    }

    @Test
    void missingMetricsFailAndNameWhatThereIs() throws Exception {
        assertThatThrownBy(() -> desk.check(floor("aime", "0.1")))
                .isInstanceOf(ViolationException.class)
                .hasMessage(
                        "1 of 1 limits failed\n<check evaluation=base benchmark=aime> has nothing to check: there is no"
                                + " target/luffy/eval/base/metrics.json. Run luffy:eval before luffy:check");
        desk.measured(greedy("aime", BEFORE, Map.of()));
        DeclaredCheck other = new DeclaredCheck("bsae", "aime", null, null, BigDecimal.ONE, null, null, 0.95, null);
        assertThatThrownBy(() -> desk.check(other)).hasMessageEndingWith("or name an evaluation with results: base");
        assertThatThrownBy(() -> desk.check(floor("amie", "0.1")))
                .hasMessageContaining("<check evaluation=base benchmark=amie><benchmark> is amie, but"
                        + " target/luffy/eval/base/metrics.json has [aime]: name one of them or evaluate it");
    }

    @Test
    void aMissingBaselineFailsSayingHowToMakeOneEvenWhereViolationsOnlyWarn() throws Exception {
        desk.measured(greedy("aime", BEFORE, Map.of()));
        desk.failOnRegression = false;

        assertThatThrownBy(() -> desk.check(drop("aime", "0.010")))
                .isInstanceOf(ViolationException.class)
                .hasMessageEndingWith("<check evaluation=base benchmark=aime> has no baseline: there is no"
                        + " src/luffy/baselines/base/aime.json. Make it with mvn luffy:check -Dluffy.updateBaseline and"
                        + " commit it");
        assertThat(desk.report("TEST-luffy-check.xml")).content().contains("type=\"refused\"");
    }

    @Test
    void whatCannotBeComparedFailsNamingTheKeyEvenWhereViolationsOnlyWarn() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("aime", BEFORE, Map.of("policy", "math 2")));
        desk.failOnRegression = false;

        assertThatThrownBy(() -> desk.check(drop("aime", "0.010")))
                .isInstanceOf(ViolationException.class)
                .hasMessageContaining("cannot be compared with its baseline: policy was math 1 and is math 2")
                .hasMessageContaining("baseline: src/luffy/baselines/base/aime.json");
    }

    @Test
    void aCorruptBaselineFailsNamingTheFile() throws Exception {
        agreed(drop("aime", "0.010"));
        Path file = desk.baseline("aime.json");
        Files.writeString(file, Files.readString(file).replace("\"p10\" : \"C0\"", "\"p10\" : \"I0\""));

        assertThatThrownBy(() -> desk.check(drop("aime", "0.010")))
                .isInstanceOf(ViolationException.class)
                .hasMessageContaining("src/luffy/baselines/base/aime.json does not match the sha256 that stands in it");
    }

    @Test
    void aBaselineOfSomethingElseFails() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("amc", BEFORE, Map.of()));
        Files.copy(desk.baseline("aime.json"), desk.baseline("amc.json"));

        assertThatThrownBy(() -> desk.check(drop("amc", "0.010")))
                .hasMessageContaining(
                        "src/luffy/baselines/base/amc.json is the baseline of evaluation base, benchmark aime");
    }

    @Test
    void oneBrokenCheckDoesNotHideTheOthers() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("aime", WORSE, Map.of()), greedy("amc", BEFORE, Map.of()));

        assertThatThrownBy(() -> desk.check(drop("amc", "0.010"), drop("aime", "0.010")))
                .hasMessageContaining("2 of 2 limits failed")
                .hasMessageContaining("has no baseline")
                .hasMessageContaining("drop 0.367 > allowed 0.010");
    }

    @Test
    void temperaturesHaveBaselinesOfTheirOwn() throws Exception {
        List<Outcome> sampled = IntStream.range(0, 9)
                .mapToObj(i -> new Outcome("p" + i, "", "CI", List.of(0, 1)))
                .toList();
        desk.measured(Desk.measurement("aime", 0.6, sampled, Map.of()), Desk.measurement("aime", 1, sampled, Map.of()));
        DeclaredCheck at1 = new DeclaredCheck(
                "base", "aime", 1.0, Metric.parse("avg@2"), null, new BigDecimal("0.1"), null, 0.95, null);
        desk.agree(null, at1);

        assertThat(desk.baseline("aime-t1.json")).exists();
        desk.check(at1);
        assertThatThrownBy(() -> desk.check(drop("aime", "0.1")))
                .hasMessageContaining("<temperature> is nothing, but it was measured at 0.6, 1: say which is meant");
        DeclaredCheck at2 = new DeclaredCheck("base", "aime", 2.0, null, BigDecimal.ONE, null, null, 0.95, null);
        assertThatThrownBy(() -> desk.check(at2))
                .hasMessageContaining("<temperature> is 2, but it was measured at 0.6, 1: name one of them");
    }

    @Test
    void aMetricOfMoreResponsesThanThereAreFails() throws Exception {
        desk.measured(greedy("aime", BEFORE, Map.of()));
        DeclaredCheck many = new DeclaredCheck(
                "base", "aime", null, Metric.parse("pass@8"), BigDecimal.ZERO, null, null, 0.95, null);

        assertThatThrownBy(() -> desk.check(many))
                .hasMessageContaining(
                        "<check evaluation=base benchmark=aime><metric> is pass@8, but cannot be told: pass@8 needs 8");
    }

    @Test
    void aFloorIsNotForWhatShouldBeLittle() throws Exception {
        Measurement measurement = greedy("aime", BEFORE, Map.of());
        Estimate truncated = Estimate.of(Metric.parse("truncated"), measurement.outcomes(), 0.95);
        new MetricsFile(
                        MetricsFile.FORMAT,
                        "base",
                        List.of(new MetricsFile.Result(measurement, List.of(truncated), new TreeMap<>(), 0, List.of())),
                        new TreeMap<>())
                .write(desk.basedir.resolve("target/luffy/eval/base/metrics.json"));

        assertThatThrownBy(() -> desk.check(floor("aime", "0.78")))
                .hasMessageContaining("<minimum> is 0.78, but less of truncated is better: use <maximumDrop>");
    }

    @Test
    void newFailuresAreForGreedyDecoding() throws Exception {
        desk.measured(Desk.measurement("aime", 0.6, List.of(new Outcome("p1", "", "C", List.of(0))), Map.of()));

        assertThatThrownBy(() -> desk.agree(null, newFailures("aime", 0))).isInstanceOf(ViolationException.class);
        assertThatThrownBy(() -> desk.check(newFailures("aime", 0)))
                .hasMessageContaining("cannot be compared item by item: responses were sampled at temperature 0.6");
    }

    @Test
    void twoChecksOfTheSameThingAreRefusedHoweverTheyNameIt() throws Exception {
        desk.measured(greedy("aime", BEFORE, Map.of()));
        DeclaredCheck named =
                new DeclaredCheck("base", "aime", 0.0, Metric.parse("pass@1"), BigDecimal.ZERO, null, null, 0.95, null);

        assertThatThrownBy(() -> desk.check(floor("aime", "0.1"), named))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<check evaluation=base benchmark=aime><metric> is pass@1, but an earlier <check> limits the"
                                + " same: put all limits into one");
        assertThatThrownBy(() -> desk.check(floor("amc", "0.1"), floor("amc", "0.1")))
                .isInstanceOf(ViolationException.class);
    }

    @Test
    void equalRunsWriteEqualBytes() throws Exception {
        agreed(drop("aime", "0.010"));
        desk.measured(greedy("aime", WORSE, Map.of()));
        assertThatThrownBy(() -> desk.check(drop("aime", "0.010"))).isInstanceOf(ViolationException.class);
        List<String> names = List.of("report.md", "TEST-luffy-check.xml", "base-aime-diff.md");
        List<String> first = names.stream().map(this::text).toList();
        assertThatThrownBy(() -> desk.check(drop("aime", "0.010"))).isInstanceOf(ViolationException.class);

        assertThat(names.stream().map(this::text).toList()).isEqualTo(first);
    }

    private String text(String name) {
        try {
            return Files.readString(desk.report(name));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
