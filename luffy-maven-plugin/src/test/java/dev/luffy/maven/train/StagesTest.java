package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.console.RecordedOutput;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
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
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SFT, then RL: an experiment that starts from what another one ended with. */
class StagesTest {

    @TempDir
    Path folder;

    private final Map<String, Request> started = new LinkedHashMap<>();
    private final RecordedOutput output = new RecordedOutput();
    private final List<String> lines = output.lines;
    private Desk desk;
    private String learnt = "once";

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(folder);
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
    }

    @Test
    void theSecondStageStartsFromTheFirstsModelOfTheSameSeed() throws IOException {
        train(first(1, 2), second(new ModelSource.Trained("sft", null), 1, 2));

        assertThat(started.keySet()).containsExactly("sft, seed 1", "sft, seed 2", "rl, seed 1", "rl, seed 2");
        for (int seed : new int[] {1, 2}) {
            Path model = folder.resolve("target/sft/seed-" + seed + "/model");
            Request request = started.get("rl, seed " + seed);
            assertThat(request.paths().model()).isEqualTo(model.toString());
            assertThat(request.inputs().model()).isEqualTo(InputDigest.ofModel(model));
        }
        assertThat(started.get("rl, seed 1").inputs().model())
                .isNotEqualTo(started.get("rl, seed 2").inputs().model());
    }

    @Test
    void theSecondStageIsRepeatedWhenTheFirstEndsDifferentlyAndOnlyThen() throws IOException {
        train(first(1), second(new ModelSource.Trained("sft", null), 1));
        started.clear();
        train(first(1), second(new ModelSource.Trained("sft", null), 1));
        assertThat(started).isEmpty();

        Files.writeString(desk.model().resolve("model.safetensors"), "other weights, which lead to the same");
        train(first(1), second(new ModelSource.Trained("sft", null), 1));
        assertThat(started).containsOnlyKeys("sft, seed 1");
        started.clear();

        Files.writeString(desk.model().resolve("model.safetensors"), "other weights, which do not");
        learnt = "differently";
        train(first(1), second(new ModelSource.Trained("sft", null), 1));
        assertThat(started).containsOnlyKeys("sft, seed 1", "rl, seed 1");
    }

    @Test
    void everySeedMayStartFromOneSeedOfTheFirst() throws IOException {
        train(first(7), second(new ModelSource.Trained("sft", 7L), 1, 2));
        assertThat(started.get("rl, seed 2").paths().model())
                .isEqualTo(folder.resolve("target/sft/seed-7/model").toString());
    }

    @Test
    void aSecondStageAloneTakesTheModelThatIsThere() throws IOException {
        train(first(1));
        started.clear();
        train(second(new ModelSource.Trained("sft", null), 1));
        assertThat(started).containsOnlyKeys("rl, seed 1");
    }

    @Test
    void aSecondStageAloneWithoutTheFirstsModelIsRefused() {
        assertThatThrownBy(() -> train(second(new ModelSource.Trained("sft", null), 3)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage(
                        "<experiment id=rl><model><experiment> is sft with <seed> 3, but there is no trained model at "
                                + folder.resolve("target/sft/seed-3/model")
                                + ": train it first with mvn luffy:train -Dluffy.experiments=sft");
    }

    @Test
    void aStageMayNotComeBeforeItsFirstNorStartFromItself() {
        assertThatThrownBy(() -> train(second(new ModelSource.Trained("sft", null), 1), first(1)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<experiment id=rl><model><experiment> is sft, but that is not declared above");
        assertThatThrownBy(() -> train(second(new ModelSource.Trained("rl", null), 1)))
                .hasMessageStartingWith("<experiment id=rl><model><experiment> is rl, but that is not declared above");
        assertThat(started).isEmpty();
    }

    @Test
    void aSeedThatTheFirstIsNotTrainedWithIsRefusedBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> train(first(1), second(new ModelSource.Trained("sft", null), 1, 2)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith(
                        "<experiment id=rl><model><experiment> is sft, but that is not trained with seed 2");
        assertThat(started).isEmpty();
    }

    @Test
    void aDryRunPlansBothAndClaimsNoFingerprintThatItCannotKnow() throws IOException {
        train(true, first(1), second(new ModelSource.Trained("sft", null), 1));
        assertThat(started).isEmpty();
        assertThat(lines)
                .contains(
                        "plan of sft, seed 1",
                        "plan of rl, seed 1",
                        "  model       " + folder.resolve("target/sft/seed-1/model")
                                + " as the run before it leaves it",
                        "  fingerprint is known when that model is");
    }

    @Test
    void epochsAreStepsOverTheProblemsThatThereAre() throws IOException {
        Declaration declaration = first(1);
        train(new Declaration(
                declaration.runs(),
                new Length(3, 0.5),
                declaration.model(),
                declaration.problems(),
                declaration.traces(),
                declaration.validation()));
        // two problems, two in a step: one step an epoch
        assertThat(started.get("sft, seed 1").experiment().schedule().steps()).isEqualTo(3);
        assertThat(started.get("sft, seed 1").experiment().schedule().warmupSteps())
                .isEqualTo(2);
    }

    private Declaration first(long... seeds) {
        return declaration("sft", new ModelSource.Folder(desk.model()), seeds);
    }

    private Declaration second(ModelSource model, long... seeds) {
        return declaration("rl", model, seeds);
    }

    private Declaration declaration(String id, ModelSource model, long... seeds) {
        ProblemSource problems = new ProblemSource.JsonLines(desk.problems());
        List<Experiment> runs = LongStream.of(seeds)
                .mapToObj(seed -> Plans.experiment(id, seed))
                .toList();
        return new Declaration(
                runs, Length.IN_STEPS, model, problems, new ProblemSource.JsonLines(desk.traces()), problems);
    }

    private void train(Declaration... declarations) throws IOException {
        train(false, declarations);
    }

    private void train(boolean dryRun, Declaration... declarations) throws IOException {
        Workspace workspace = new Workspace(folder.resolve("target"), folder.resolve(".luffy"));
        new Training(this::work, () -> null, output)
                .train(new TrainRequest(List.of(declarations), workspace, "1", Request.Resume.AUTO, dryRun));
    }

    /** Stands in for the worker: copies the model's description and writes weights that depend on the run. */
    private WorkerEnd work(Run run, Path request, RunListener listener) {
        try {
            Request asked = Json.read(Files.readString(request), Request.class);
            started.put(run.label(), asked);
            Path model = Files.createDirectories(run.output().resolve("model"));
            for (String name : List.of("config.json", "tokenizer.json")) {
                Files.copy(
                        Path.of(asked.paths().model()).resolve(name),
                        model.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Path weights = Files.writeString(model.resolve("model.safetensors"), run.label() + " " + learnt);
            List<Level> levels = List.of(new Level("all", 1, 2, 2, 0));
            Summary summary = new Summary(
                    run.experiment().id(),
                    run.experiment().seed(),
                    run.fingerprint().sha256(),
                    4,
                    0,
                    0,
                    levels,
                    levels,
                    InputDigest.ofFile(weights));
            Files.writeString(run.output().resolve("summary.json"), Json.readable(summary));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WorkerEnd.Finished();
    }
}
