package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is refused or goes wrong, and what is said about it. */
class TrainingFailureTest extends TrainingFixture {

    @Test
    void aUserErrorOfTheWorkerIsTheUsers() {
        end = new WorkerEnd.UserError("problem a is longer than <maximumPromptTokens>");
        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<experiment id=x>: problem a is longer than <maximumPromptTokens>");
    }

    @Test
    void aDivergedRunNamesItsCheckpointsAndAFix() {
        end = new WorkerEnd.Diverged("the loss of step 3 is NaN");
        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("step 3")
                .hasMessageContaining(".luffy/checkpoints/x/seed-1")
                .hasMessageContaining("lower <optimizer><learningRate>");
    }

    @Test
    void anInterruptionStopsTheRunsThatFollowAndNamesTheStep() {
        end = new WorkerEnd.Interrupted(2);
        assertThatThrownBy(() -> train(Plans.experiment("x", 1), Plans.experiment("x", 2)))
                .isInstanceOf(InterruptedRunException.class)
                .hasMessage("interrupted while training x, seed 1; the next run resumes after step 2");
        assertThat(started).hasSize(1);
    }

    @Test
    void anInterruptionBeforeTheWorkerSpokeClaimsNothingAboutCheckpoints() {
        end = new WorkerEnd.Interrupted(WorkerEnd.UNKNOWN_STEP);
        assertThatThrownBy(() -> train(Plans.experiment("x", 1))).hasMessage("interrupted while training x, seed 1");
    }

    @Test
    void moreProblemsInAStepThanThereAreIsRefusedBeforeAnythingStarts() throws IOException {
        String one = Files.readString(desk.problems()).lines().findFirst().orElseThrow();
        Files.writeString(desk.problems(), one + "\n");

        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<experiment id=x>: " + desk.problems() + " holds 1 problems, but <schedule><promptsPerStep>"
                                + " is 2 and no step may hold a prompt twice. Add problems or lower <promptsPerStep>");
        assertThat(started).isEmpty();
    }

    @Test
    void aModelThatCannotBeRunIsNamedWithItsExperiment() throws IOException {
        Path config = desk.model().resolve("config.json");
        Files.writeString(config, "{");

        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<experiment id=x>: " + config);
    }

    @Test
    void aRefusedRunLeavesTheEarlierResultAndItsDeclaration() throws IOException {
        train(Plans.experiment("x", 1));
        Path output = target.resolve("x/seed-1");
        String summary = Files.readString(output.resolve("summary.json"));
        String declared = Files.readString(output.resolve("experiment.json"));
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        end = new WorkerEnd.UserError("problem a is longer than <maximumPromptTokens>");

        assertThatThrownBy(() -> train(Plans.experiment("x", 1))).isInstanceOf(UserErrorException.class);
        assertThat(output.resolve("summary.json")).hasContent(summary);
        assertThat(output.resolve("experiment.json")).hasContent(declared);
    }

    @Test
    void theEarlierResultIsNotTakenForThatOfAWorkerWhichOnlyClaimsToHaveFinished() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        truthful = false;

        assertThatThrownBy(() -> train(Plans.experiment("x", 1))).isInstanceOf(WorkerException.class);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedByItsParameter() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "");
        target = file.resolve("luffy");

        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("luffy.outputDirectory is " + target + ", but " + file)
                .hasMessageEndingWith("): name a folder that can be created and written");
    }

    @Test
    void aCrashShowsTheLogsEndAndWhereTheRestIs() throws IOException {
        end = new WorkerEnd.Crashed(134, null, 5, Stage.READING);
        Path output = Files.createDirectories(folder.resolve("target/luffy/x/seed-1"));
        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 100; i++) log.append("line ").append(i).append('\n');
        Files.writeString(output.resolve("train.log"), log);

        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("exit code 134")
                .hasMessageContaining("| line 61\n")
                .hasMessageContaining("| line 100\n")
                .hasMessageContaining("Full log: " + output.resolve("train.log"))
                .hasMessageContaining("resumes after step 5")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("| line 60\n"));
    }

    @Test
    void aKilledWorkerIsSaidToHaveLackedMemoryWithThePlanTheMachineAndTheElements() {
        end = new WorkerEnd.Crashed(137, null, 2, Stage.UPDATING);
        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("the worker of x, seed 1 ended with exit code 137 and without a result\n"
                        + "  It was killed from outside while gradients were computed, most likely by the system because memory"
                        + " ran out\n  The plan for this is about 540.")
                .hasMessageContaining(" MiB, this machine has ")
                .hasMessageContaining("\n    1. set <budget><activationCheckpointing> to true")
                .hasMessageContaining("\n    2. lower <budget><microBatchTokens>, which is 100;")
                .hasMessageContaining(
                        "After 1 the next run goes on after step 2 and ends, on a CPU, with the same bits");
    }

    @Test
    void aWorkerThatOnlyClaimsToHaveFinishedIsNotBelieved() {
        truthful = false;
        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("says that it finished, but");
    }

    @Test
    void aSequenceLongerThanTheModelIsRefusedBeforeAnythingStarts() throws IOException {
        Path config = desk.model().resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"max_position_embeddings\": 32", "\"max_position_embeddings\": 23"));

        assertThatThrownBy(() -> train(Plans.experiment("x", 1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<experiment id=x><rollout><maximumPromptTokens> and <maximumResponseTokens> together are 24,"
                                + " but the model in " + desk.model()
                                + " has max_position_embeddings 23. Lower one of them, or raise <model><maximumPositions>");
        assertThat(started).isEmpty();
    }
}
