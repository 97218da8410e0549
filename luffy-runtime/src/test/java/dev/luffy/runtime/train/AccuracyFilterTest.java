package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.rollout.Group;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which prompts a step keeps. The golden model solves none, so that teacher rows alone make a difference. */
class AccuracyFilterTest {

    @TempDir
    Path temporary;

    private static Experiment filtered(double minimum, double maximum) {
        Experiment luffy = Declarations.luffy();
        return Declarations.with(
                luffy, Declarations.with(luffy.method(), "accuracyFilter", new AccuracyFilter(minimum, maximum)));
    }

    @Test
    void thePolicysOwnResponsesAreCountedAndATeachersAreNot() {
        Response teacher = row(2, 1);
        assertThat(group(teacher, row(0, 1), row(0, 0), row(0, -1), row(0, 0)).accuracy())
                .isEqualTo(0.25);
        assertThat(group(teacher, row(0, 0)).accuracy()).isZero();
        assertThat(group(row(0, 3)).accuracy()).isEqualTo(1);
        assertThatThrownBy(() -> group(teacher).accuracy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFilterThatKeepsEverythingChangesNothing() throws Exception {
        RunFixture plain = new RunFixture(temporary.resolve("plain"));
        RunFixture all = new RunFixture(temporary.resolve("all"));
        assertThat(all.run(filtered(0, 1))).isEqualTo(plain.run(Declarations.luffy()));
        assertThat(all.output().resolve("metrics.ndjson"))
                .hasSameBinaryContentAs(plain.output().resolve("metrics.ndjson"));
    }

    @Test
    void anUnsolvedPromptLeavesWithItsTeacher() throws Exception {
        RunFixture fixture = new RunFixture(temporary.resolve("none"));
        fixture.run(filtered(0.1, 1));
        List<String> lines = Files.readAllLines(fixture.output().resolve("metrics.ndjson"));
        assertThat(lines).hasSize(4).allMatch(line -> line.contains("\"deadUpdates\":1"));
        assertThat(lines).allMatch(line -> line.contains("\"solveAll\":0") && line.contains("\"rewardOff\":1.0"));
    }

    private static Group group(Response... rows) {
        return new Group(Prompt.of(new Problem("p", "1+1=", "2", "", ""), new int[] {5}, List.of()), 0, List.of(rows));
    }

    private static Response row(int prefix, double reward) {
        return new Response(new int[] {7, 8}, prefix, true, reward, 0);
    }
}
