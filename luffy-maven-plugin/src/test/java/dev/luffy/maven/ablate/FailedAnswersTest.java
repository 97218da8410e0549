package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Runs that fail, and what their models are asked. */
class FailedAnswersTest extends EvaluationFixture {

    @Test
    void aRunThatFailedIsNotAsked() throws IOException {
        ablate("mixed");
        students.asked.clear();
        recipe = ", better";
        // The model of an older declaration is still there, and not what this one says.
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        ends.put("a.mixed/seed-2", new WorkerEnd.Diverged("the loss is NaN"));

        assertThatThrownBy(this::ablate).isInstanceOf(UserErrorException.class);
        assertThat(target.resolve("a.mixed/seed-2/model/model.safetensors")).exists();
        assertThat(students.asked)
                .hasSize(5)
                .doesNotContain("a.mixed.seed-2 on sums")
                .contains("a.free.seed-2 on sums", "a.mixed.seed-1 on sums");
        assertThat(samples("mixed,2,")).isEmpty();
        assertThat(samples("mixed,1,")).isNotEmpty();
    }

    @Test
    void whatAWorkerRefusesIsNamedAtTheRunAndTheOthersGoOn() throws IOException {
        students.end = new WorkerEnd.UserError("the prompt is too long");
        students.onLaunch = () -> {
            if (students.asked.size() > 1) students.end = new WorkerEnd.Finished();
        };
        assertThatThrownBy(this::ablate)
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("1 run of luffy:ablate failed;")
                .hasMessageEndingWith(
                        "\n  a: base seed 2: <ablation id=a><evaluation> of base, seed 2: the prompt is too long");

        // It is trained, so its score is there.
        assertThat(started).hasSize(6);
        assertThat(students.asked).hasSize(6);
        assertThat(table("table.md"))
                .contains("| base | all | 2 |")
                .contains("**Failed:** base, seed 2: \\<ablation id=a\\>\\<evaluation\\> of base, seed 2: the prompt is"
                        + " too long\n")
                .doesNotContain("Not complete");
    }

    @Test
    void aBrokenWorkerLeavesTheTablesOfWhatIsThere() throws IOException {
        students.onLaunch = () -> {
            if (students.asked.size() == 2) throw new WorkerException("no process");
        };
        assertThatThrownBy(this::ablate).isInstanceOf(WorkerException.class);

        assertThat(started).hasSize(2);
        assertThat(samples("base,2,")).isNotEmpty();
        assertThat(table("table.md")).contains("| mixed | all | 1 |");
    }
}
