package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AblatingTest extends AblationFixture {

    private static final List<String> FILES = List.of(
            "table.md",
            "table.tex",
            "table.csv",
            "table.json",
            "curves.csv",
            "reward.svg",
            "entropy.svg",
            "length.svg");

    @Test
    void runsGoSeedBySeedAndTheBaseFirst() throws IOException {
        ablate();

        assertThat(started)
                .containsExactly(
                        "a.base/seed-2",
                        "a.mixed/seed-2",
                        "a.free/seed-2",
                        "a.base/seed-1",
                        "a.mixed/seed-1",
                        "a.free/seed-1");
        // Seeds 2 and 1 reach 4/8 and 2/8 with the base, 2/8 and 1/8 without: differences −25 and −12.5 points.
        assertThat(table("table.md"))
                .contains("| base | all | 2 | 37.5 ± 158.8 | – | – |")
                .contains("| mixed | all | 2 | 18.8 ± 79.4 | −18.8 ± 79.4 | 2 | 0.5000 | 1.0000 |")
                .contains("| mixed | method.preset = MIXED\\_GRPO |")
                .contains("| free | 2 of 2 seeds | 2: 2, 1: 2 |")
                .contains("## Curves", "](reward.svg)")
                .doesNotContain("Not complete");
        assertThat(table("curves.csv").lines()).hasSize(1 + 6 * 2).contains("free,1,2,0.5,1.25,7.0,0.0,1");
        assertThat(table("table.csv")).contains("\nfree,all,2,0.1875,");
        assertThat(table("table.tex")).contains("18.8 $\\pm$ 79.4");
        assertThat(table("table.json")).contains(InputDigest.ofFile(heldOut));
    }

    @Test
    void filesHoldNoPathAndAreTheSameBytesElsewhere() throws IOException {
        ablate();
        List<String> first = new ArrayList<>();
        for (String file : FILES) first.add(table(file));
        target = folder.resolve("elsewhere");
        ablate();

        for (int i = 0; i < FILES.size(); i++) {
            assertThat(table(FILES.get(i))).isEqualTo(first.get(i)).doesNotContain(folder.toString());
        }
        assertThat(started).hasSize(6);
    }

    @Test
    void finishedRunsAreNotRepeated() throws IOException {
        ablate();
        ablate();

        assertThat(started).isEmpty();
        assertThat(lines).filteredOn(line -> line.contains("is up to date")).hasSize(6);
    }

    @Test
    void aBudgetLeavesWholePairsAndTheNextCallGoesOn() throws IOException {
        ablate(false, 2, Request.Resume.AUTO, false);
        assertThat(started).containsExactly("a.base/seed-2", "a.mixed/seed-2");
        assertThat(table("table.md"))
                .contains(
                        "**Not complete.** Runs without a result:\n\n- free: seeds 2, 1\n- base: seed 1\n- mixed: seed 1\n")
                .contains("| mixed | all | 1 | 25.0 | −25.0 | 1 | – | – | – | – |");

        assertThat(lines)
                .contains("ablation a has reached luffy.ablate.maximumRuns: 4 of 6 selected runs are missing; the next"
                        + " mvn luffy:ablate goes on");
        ablate(false, 1, Request.Resume.AUTO, false, "base", "mixed");
        assertThat(lines)
                .contains("ablation a has reached luffy.ablate.maximumRuns: 1 of 4 selected runs are missing; the next"
                        + " mvn luffy:ablate goes on");

        ablate(false, 10, Request.Resume.AUTO, false);
        assertThat(started).containsExactly("a.free/seed-2", "a.mixed/seed-1", "a.free/seed-1");
        assertThat(table("table.md")).doesNotContain("Not complete");
    }

    @Test
    void onlySelectedVariantsAreTrainedAndOthersStayInTheTable() throws IOException {
        ablate("base", "a.free");
        assertThat(started).hasSize(4).noneMatch(run -> run.startsWith("a.mixed"));

        ablate("mixed");
        assertThat(started).containsExactly("a.mixed/seed-2", "a.mixed/seed-1");
        assertThat(table("table.md")).contains("| free | all | 2 |").doesNotContain("Not complete");
        assertThatThrownBy(() -> ablate("fre"))
                .hasMessage("luffy.ablate.only names fre, but the declared variants are [a.base, a.free, a.mixed]");
    }

    @Test
    void aDryRunListsTheRunsAndTheirState() throws IOException {
        ablate("base");
        ablate(true, null, Request.Resume.AUTO, false, "base", "free");

        assertThat(started).isEmpty();
        assertThat(lines).contains("ablation a: 6 runs", "  mixed: method.preset = MIXED_GRPO");
        assertThat(lines).anyMatch(line -> line.matches("  base, seed 2  fingerprint [0-9a-f]{8}…  up to date"));
        assertThat(lines).anyMatch(line -> line.matches("  mixed, seed 2  fingerprint [0-9a-f]{8}…  not selected"));
        assertThat(lines).anyMatch(line -> line.matches("  free, seed 1  fingerprint [0-9a-f]{8}…  to train"));
        assertThat(lines).contains("dry run: nothing was trained");
    }

    @Test
    void resumeNeverStartsOverWhatIsNotFinishedAndNothingElse() throws IOException {
        ablate(false, 5, Request.Resume.AUTO, false);
        ablate(false, null, Request.Resume.NEVER, false);

        assertThat(started).containsExactly("a.free/seed-1");
        assertThat(target.resolve("a.free/seed-1/request.json")).content().contains("NEVER");
    }
}
