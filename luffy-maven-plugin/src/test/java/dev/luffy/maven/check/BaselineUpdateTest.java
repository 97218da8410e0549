package dev.luffy.maven.check;

import static dev.luffy.maven.check.Desk.because;
import static dev.luffy.maven.check.Desk.drop;
import static dev.luffy.maven.check.Desk.floor;
import static dev.luffy.maven.check.Desk.greedy;
import static dev.luffy.maven.check.Desk.newFailures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.BaselineFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineUpdateTest {

    private static final String BEFORE = "C".repeat(24) + "I".repeat(6);
    private static final String ONE_LESS = "C".repeat(23) + "I".repeat(7);
    private static final String SWAPPED = "I" + "C".repeat(24) + "I".repeat(5);

    private Desk desk;

    @BeforeEach
    void prepare(@TempDir Path folder) throws Exception {
        desk = new Desk(folder);
        desk.measured(greedy("aime", BEFORE, Map.of()), greedy("amc", BEFORE, Map.of()));
    }

    private BaselineFile baseline(String name) throws Exception {
        return BaselineFile.read(desk.baseline(name), name, "x");
    }

    @Test
    void theFirstBaselineNeedsNoJustification() throws Exception {
        desk.agree(null, drop("aime", "0.010"));

        assertThat(baseline("aime.json").values()).containsEntry("pass@1", 0.8);
        assertThat(baseline("aime.json").history()).isEmpty();
        assertThat(desk.lines.get(0)).isEqualTo("baseline src/luffy/baselines/base/aime.json written: commit it");
        desk.check(drop("aime", "0.010"));
    }

    @Test
    void anUpdateOfNothingNewLeavesTheFileAlone() throws Exception {
        desk.agree(null, drop("aime", "0.010"));
        byte[] before = Files.readAllBytes(desk.baseline("aime.json"));
        desk.agree("again", drop("aime", "0.010"));

        assertThat(Files.readAllBytes(desk.baseline("aime.json"))).isEqualTo(before);
        assertThat(desk.lines.get(0)).isEqualTo("baseline src/luffy/baselines/base/aime.json is up to date");
    }

    @Test
    void theSmallestDropNeedsAJustificationWhichIsRecorded() throws Exception {
        desk.agree(null, drop("aime", "0.010"));
        desk.measured(greedy("aime", ONE_LESS, Map.of()));

        assertThatThrownBy(() -> desk.agree(null, drop("aime", "0.010")))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "no baseline was written: src/luffy/baselines/base/aime.json would get worse or incomparable"
                                + " (pass@1 0.800000 → 0.766667), which needs a justification: add"
                                + " -Dluffy.justification=\"why\" or <justification>");
        assertThat(baseline("aime.json").values()).containsEntry("pass@1", 0.8);

        desk.agree(" a smaller\n      model ", drop("aime", "0.010"));
        assertThat(baseline("aime.json").history())
                .containsExactly(new BaselineFile.Acceptance("a smaller model", List.of("pass@1 0.800000 → 0.766667")));
    }

    @Test
    void aMetricThatNobodyChecksMayNotCollapseUnnoticedEither() throws Exception {
        List<Outcome> sure = new ArrayList<>();
        List<Outcome> unsure = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sure.add(new Outcome("p" + i, "", "CCC", List.of(0, 0, 0)));
            unsure.add(new Outcome("p" + i, "", "CCI", List.of(0, 0, 1)));
        }
        DeclaredCheck majority = new DeclaredCheck(
                "base", "aime", null, Metric.parse("maj@3"), null, new BigDecimal("0.01"), null, 0.95, null);
        desk.measured(Desk.measurement("aime", 1, sure, Map.of()));
        desk.agree(null, majority);
        desk.measured(Desk.measurement("aime", 1, unsure, Map.of()));

        assertThatThrownBy(() -> desk.agree(null, majority))
                .hasMessageContaining("aime.json would get worse or incomparable (pass@1 1.000000 → 0.666667)");
    }

    @Test
    void theHistoryGrowsAndIsKeptByAnImprovement() throws Exception {
        desk.agree(null, drop("aime", "0.010"));
        desk.measured(greedy("aime", ONE_LESS, Map.of()));
        desk.agree("first", drop("aime", "0.010"));
        desk.measured(greedy("aime", BEFORE, Map.of()));
        desk.agree("not needed", drop("aime", "0.010"));
        desk.measured(greedy("aime", ONE_LESS, Map.of()));
        desk.agree("second", drop("aime", "0.010"));

        assertThat(baseline("aime.json").history())
                .extracting(BaselineFile.Acceptance::justification)
                .containsExactly("first", "second");
    }

    @Test
    void aJustificationThatStayedInThePomDoesNotCountTwice() throws Exception {
        DeclaredCheck check = because("a smaller model", drop("aime", "0.010"));
        desk.agree(null, check);
        desk.measured(greedy("aime", ONE_LESS, Map.of()));
        desk.agree(null, check);
        desk.measured(greedy("aime", ONE_LESS.replaceFirst("C", "I"), Map.of()));

        assertThatThrownBy(() -> desk.agree(null, check))
                .hasMessageContaining(
                        "and the justification 'a smaller model' was used for an earlier change: write a new one");
        desk.agree("and an older library", check);
        assertThat(baseline("aime.json").history()).hasSize(2);
    }

    @Test
    void aNewlyWrongProblemNeedsAJustificationWhereOneIsTooMany() throws Exception {
        desk.agree(null, newFailures("aime", 0), drop("amc", "0.010"));
        desk.measured(greedy("aime", SWAPPED, Map.of()), greedy("amc", SWAPPED, Map.of()));

        assertThatThrownBy(() -> desk.agree(null, newFailures("aime", 0), drop("amc", "0.010")))
                .hasMessageContaining("aime.json would get worse or incomparable (newly wrong: p10)")
                .hasMessageNotContaining("amc.json");
    }

    @Test
    void whatCannotBeComparedNeedsAJustificationThatNamesTheKeys() throws Exception {
        desk.agree(null, drop("aime", "0.010"));
        desk.measured(greedy("aime", "C".repeat(30), Map.of("policy", "math 2", "seed", "7")));

        assertThatThrownBy(() -> desk.agree(null, drop("aime", "0.010")))
                .hasMessageContaining("(key policy math 1 → math 2; key seed null → 7), which needs a justification");
        desk.agree("a better verifier", drop("aime", "0.010"));
        assertThat(baseline("aime.json").keys()).containsEntry("policy", "math 2");
        assertThat(baseline("aime.json").history().get(0).changes()).contains("key policy math 1 → math 2");
    }

    @Test
    void oneRefusalLeavesEveryBaselineAsItIs() throws Exception {
        desk.agree(null, drop("aime", "0.010"), drop("amc", "0.010"));
        byte[] before = Files.readAllBytes(desk.baseline("aime.json"));
        desk.measured(greedy("aime", "C".repeat(30), Map.of()), greedy("amc", ONE_LESS, Map.of()));

        assertThatThrownBy(() -> desk.agree(null, drop("aime", "0.010"), drop("amc", "0.010")))
                .hasMessageStartingWith("no baseline was written: ");
        assertThat(Files.readAllBytes(desk.baseline("aime.json"))).isEqualTo(before);

        assertThatThrownBy(() -> desk.agree("x", drop("aime", "0.010"), drop("aem", "0.010")))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("no baseline was written: <check evaluation=base benchmark=aem>");
        assertThat(Files.readAllBytes(desk.baseline("aime.json"))).isEqualTo(before);
    }

    @Test
    void aCorruptBaselineIsNotWrittenOver() throws Exception {
        desk.agree(null, drop("aime", "0.010"));
        Files.writeString(desk.baseline("aime.json"), "{");

        assertThatThrownBy(() -> desk.agree("x", drop("aime", "0.010")))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("src/luffy/baselines/base/aime.json is no baseline");
        assertThat(desk.baseline("aime.json")).hasContent("{");
    }

    @Test
    void aFloorIsNotMovedByAnUpdate() throws Exception {
        assertThatThrownBy(() -> desk.agree("x", floor("aime", "0.99")))
                .isInstanceOf(ViolationException.class)
                .hasMessageContaining("below the minimum 0.99");
        assertThat(desk.baseline("aime.json")).exists();
    }

    @Test
    void aMachineThatMayNotUpdateWritesNothing() {
        desk.updateAllowed = false;

        assertThatThrownBy(() -> desk.agree("x", drop("aime", "0.010")))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("luffy.updateBaseline is set, but so is the environment variable CI: a person agrees to a"
                        + " baseline and commits it. Update it on your machine, or set luffy.forceBaseline");
        assertThat(desk.baseline("aime.json")).doesNotExist();
    }

    @Test
    void whatAnEarlierBuildSaidIsGoneWhenThisOneGetsNowhere() throws Exception {
        desk.check(floor("aime", "0.5"));
        desk.updateAllowed = false;

        assertThatThrownBy(() -> desk.agree("x", drop("aime", "0.010"))).isInstanceOf(UserErrorException.class);
        assertThat(desk.report("TEST-luffy-check.xml")).doesNotExist();
        assertThat(desk.report("report.md")).doesNotExist();
    }
}
