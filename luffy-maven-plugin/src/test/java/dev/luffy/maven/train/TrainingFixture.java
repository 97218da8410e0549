package dev.luffy.maven.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.console.RecordedOutput;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.input.Desk;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.Run;
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
import org.junit.jupiter.api.io.TempDir;

/** A workplace with problems, a model and workers that end as a test says. */
abstract class TrainingFixture {

    @TempDir
    Path folder;

    final RecordedOutput output = new RecordedOutput();
    final List<String> lines = output.lines;
    final List<String> started = new ArrayList<>();
    Desk desk;
    boolean truthful = true;
    Path target;
    WorkerEnd end = new WorkerEnd.Finished();

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(folder);
        target = folder.resolve("target/luffy");
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
    }

    final WorkerEnd work(Run run, Path request, RunListener listener) {
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

    void train(Request.Resume resume, boolean dryRun, Experiment... runs) throws IOException {
        ProblemSource problems = new ProblemSource.JsonLines(desk.problems());
        Declaration declaration = new Declaration(
                List.of(runs),
                Length.IN_STEPS,
                new ModelSource.Folder(desk.model()),
                problems,
                new ProblemSource.JsonLines(desk.traces()),
                problems);
        Workspace workspace = new Workspace(target, folder.resolve(".luffy"));
        new Training(this::work, () -> null, output)
                .train(new TrainRequest(List.of(declaration), workspace, "1", resume, dryRun));
    }

    void train(Experiment... runs) throws IOException {
        train(Request.Resume.AUTO, false, runs);
    }
}
