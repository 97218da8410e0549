package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.input.Desk;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private Desk desk;
    private boolean truthful = true;
    private Path target;
    private WorkerEnd end = new WorkerEnd.Finished();

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(folder);
        target = folder.resolve("target/luffy");
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
    }

    private WorkerEnd work(Run run, Path request, RunListener listener) {
        started.add(run.label());
        try {
            assertThat(Json.read(Files.readString(request), Request.class).experiment())
                    .isEqualTo(run.experiment());
            if (end instanceof WorkerEnd.Finished && truthful) finish(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end;
    }

    private static void finish(Run run) throws IOException {
        Path model = Files.createDirectories(run.output().resolve("model")).resolve("model.safetensors");
        Files.writeString(model, "trained with seed " + run.experiment().seed());
        List<Level> levels = List.of(new Level("all", 1, 2, 2, 0));
        Files.writeString(
                run.output().resolve("summary.json"),
                Json.readable(new Summary(
                        run.experiment().id(),
                        run.experiment().seed(),
                        run.fingerprint().sha256(),
                        4,
                        0,
                        0,
                        levels,
                        levels,
                        InputDigest.ofFile(model))));
    }

    private void train(Request.Resume resume, boolean dryRun, Experiment... runs) throws IOException {
        ProblemSource problems = new ProblemSource.JsonLines(desk.problems());
        Declaration declaration = new Declaration(
                List.of(runs),
                Length.IN_STEPS,
                new ModelSource.Folder(desk.model()),
                problems,
                new ProblemSource.JsonLines(desk.traces()),
                problems);
        Workspace workspace = new Workspace(target, folder.resolve(".luffy"));
        Output output = new Output() {
            @Override
            public void info(String line) {
                lines.add(line);
            }

            @Override
            public void warn(String line) {
                lines.add(line);
            }
        };
        new Training(this::work, () -> null, output)
                .train(new TrainRequest(List.of(declaration), workspace, "1", resume, dryRun));
    }

    private void train(Experiment... runs) throws IOException {
        train(Request.Resume.AUTO, false, runs);
    }

    @Test
    void everySeedIsTrainedInItsOwnFolderInOrder() throws IOException {
        train(Plans.experiment("x", 3), Plans.experiment("x", 1));

        assertThat(started).containsExactly("x, seed 3", "x, seed 1");
        assertThat(folder.resolve("target/luffy/x/seed-3/request.json")).exists();
        assertThat(folder.resolve("target/luffy/x/seed-1/experiment.json"))
                .content()
                .contains("\"fingerprint\"", "\"problems\"", "\"gamma\" : 0.1");
        assertThat(folder.resolve("target/luffy/summary.md")).content().contains("x/seed-3", "x/seed-1");
    }

    @Test
    void anUnchangedRunIsUpToDate() throws IOException {
        train(Plans.experiment("x", 1));
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(1);
        assertThat(lines).anyMatch(line -> line.matches("x, seed 1 is up to date: fingerprint [0-9a-f]{8}… unchanged"));
    }

    @Test
    void aChangedInputIsTrainedAgain() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void aDamagedModelIsTrainedAgain() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(folder.resolve("target/luffy/x/seed-1/model/model.safetensors"), "damaged");
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void aDamagedSummaryIsTrainedAgain() throws IOException {
        train(Plans.experiment("x", 1));
        Files.writeString(folder.resolve("target/luffy/x/seed-1/summary.json"), "{");
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void resumeNeverTrainsAgain() throws IOException {
        train(Plans.experiment("x", 1));
        train(Request.Resume.NEVER, false, Plans.experiment("x", 1));

        assertThat(started).hasSize(2);
    }

    @Test
    void aDryRunPrintsThePlanAndStartsNothing() throws IOException {
        train(Request.Resume.AUTO, true, Plans.experiment("x", 1));

        assertThat(started).isEmpty();
        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(lines).contains("plan of x, seed 1", "dry run: nothing was trained");
        assertThat(lines).anyMatch(line -> line.contains("fingerprint "));
        assertThat(lines).anyMatch(line -> line.contains("2 problems, 2 traces, 2 validation problems"));
        assertThat(lines).anyMatch(line -> line.contains("16 rows and at most 384 tokens in each of 4 steps"));
        assertThat(lines).anyMatch(line -> line.contains("memory      about"));
        assertThat(lines).anyMatch(line -> line.contains("\"learningRate\" : 1.0E-4"));
    }

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
    void aDeclarationThatAKilledBuildDidNotWriteIsWrittenByTheNext() throws IOException {
        train(Plans.experiment("x", 1));
        Path declaration = target.resolve("x/seed-1/experiment.json");
        String declared = Files.readString(declaration);
        Files.delete(declaration);
        train(Plans.experiment("x", 1));

        assertThat(started).hasSize(1);
        assertThat(declaration).hasContent(declared);
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
        end = new WorkerEnd.Crashed(134, null, 5);
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
                                + " has max_position_embeddings 23. Lower one of them");
        assertThat(started).isEmpty();
    }
}
