package dev.luffy.maven.ablate;

import dev.luffy.maven.console.RecordedOutput;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.input.Desk;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.plan.Length;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.Plans;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.train.Training;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A base and two variants with seeds 2 and 1, unless a test says otherwise, trained by workers that do nothing but leave
 * results.
 */
abstract class AblationFixture {

    @TempDir
    Path folder;

    final RecordedOutput output = new RecordedOutput();
    final List<String> lines = output.lines;
    final List<String> started = new ArrayList<>();
    final List<Variant> variants = new ArrayList<>();
    List<Claim> claims = List.of();
    List<Long> seeds = List.of(2L, 1L);
    Desk desk;
    Path heldOut;
    Path target;
    final Map<String, WorkerEnd> ends = new HashMap<>();
    String recipe = "";
    AblationEvaluation evaluation;
    Integer minutes;
    long nanoseconds;

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(folder);
        target = folder.resolve("target/luffy");
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
        heldOut = Files.writeString(
                folder.resolve("held-out.jsonl"), "{\"id\": \"h\", \"prompt\": \"2+2=\", \"answer\": \"4\"}\n");
        variants.add(variant("base", Preset.LUFFY, Map.of()));
        variants.add(variant("mixed", Preset.MIXED_GRPO, Map.of("method.preset", "MIXED_GRPO")));
        variants.add(variant("free", Preset.ON_POLICY, Map.of("method.preset", "ON_POLICY")));
    }

    Variant variant(String id, Preset preset, Map<String, String> changes) {
        return variant("a", id, preset, changes);
    }

    Variant variant(String ablation, String id, Preset preset, Map<String, String> changes) {
        List<Experiment> runs = seeds.stream()
                .map(seed -> {
                    Experiment x = Plans.experiment(ablation + "." + id, seed);
                    return new Experiment(
                            x.id(),
                            x.initialWeights(),
                            x.template(),
                            x.reward(),
                            preset.method(Method.Source.PAPER, 8),
                            x.rollout(),
                            x.optimizer(),
                            x.schedule(),
                            x.budget(),
                            x.validation(),
                            x.seed());
                })
                .toList();
        return new Variant(
                ablation,
                id,
                changes,
                new Declaration(
                        runs,
                        Length.IN_STEPS,
                        new ModelSource.Folder(desk.model()),
                        new ProblemSource.JsonLines(desk.problems()),
                        new ProblemSource.JsonLines(desk.traces()),
                        new ProblemSource.JsonLines(heldOut)));
    }

    private WorkerEnd work(Run run, Path request) {
        started.add(run.experiment().runName());
        if (ends.containsKey(run.experiment().runName()))
            return ends.get(run.experiment().runName());
        try {
            long seed = run.experiment().seed();
            Path model = Files.createDirectories(run.output().resolve("model")).resolve("model.safetensors");
            Files.writeString(model, run.label() + recipe);
            for (String file : List.of("config.json", "tokenizer.json")) {
                Files.write(
                        model.resolveSibling(file),
                        Files.readAllBytes(desk.model().resolve(file)));
            }
            Files.writeString(
                    run.output().resolve("metrics.ndjson"), Runs.metrics(1, 0) + "\n" + Runs.metrics(2, 1) + "\n");
            List<Level> levels = List.of(new Level("all", correct(run.experiment()), 8, 8, 0));
            Files.writeString(
                    run.output().resolve("summary.json"),
                    Json.readable(new Summary(
                            run.experiment().id(),
                            seed,
                            run.fingerprint().sha256(),
                            4,
                            0,
                            1,
                            levels,
                            levels,
                            InputDigest.ofFile(model))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WorkerEnd.Finished();
    }

    /** Of 8 held-out problems. */
    long correct(Experiment trained) {
        return trained.id().equals("a.base") ? 2 * trained.seed() : trained.seed();
    }

    void ablate(boolean dryRun, Integer maximumRuns, Request.Resume resume, boolean derived, String... only)
            throws IOException {
        started.clear();
        output.clear();
        nanoseconds = 0;
        Training training = new Training((run, request, listener) -> work(run, request), () -> null, output);
        new Ablating(training, asking(), output)
                .ablate(new AblateRequest(
                        ablations(derived),
                        List.of(only),
                        workspace(),
                        "1",
                        resume,
                        dryRun,
                        new Limit(maximumRuns, minutes, () -> nanoseconds)));
    }

    List<Ablation> ablations(boolean derived) {
        return List.of(new Ablation("a", variants, derived, claims, evaluation));
    }

    Workspace workspace() {
        return new Workspace(target, folder.resolve(".luffy"));
    }

    /** Asks no model: the ablation has no evaluation. */
    Asking asking() {
        return null;
    }

    void ablate(String... only) throws IOException {
        ablate(false, null, Request.Resume.AUTO, false, only);
    }

    Path file(String name) {
        return target.resolve("ablate/a").resolve(name);
    }

    String table(String name) throws IOException {
        return Files.readString(file(name));
    }
}
