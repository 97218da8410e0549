package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.console.Output;
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
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblatingTest {

    private static final List<String> FILES = List.of(
            "table.md",
            "table.tex",
            "table.csv",
            "table.json",
            "curves.csv",
            "reward.svg",
            "entropy.svg",
            "length.svg");

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();
    private Desk desk;
    private Path heldOut;
    private Path target;
    private String failing = "";

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

    private Variant variant(String id, Preset preset, Map<String, String> changes) {
        List<Experiment> runs = LongStream.of(2, 1)
                .mapToObj(seed -> {
                    Experiment x = Plans.experiment("a." + id, seed);
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
                "a",
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
        if (run.experiment().runName().equals(failing)) return new WorkerEnd.UserError("too large");
        try {
            long seed = run.experiment().seed();
            Path model = Files.createDirectories(run.output().resolve("model")).resolve("model.safetensors");
            Files.writeString(model, run.label());
            Files.writeString(
                    run.output().resolve("metrics.ndjson"), Runs.metrics(1, 0) + "\n" + Runs.metrics(2, 1) + "\n");
            long correct = run.experiment().id().equals("a.base") ? 2 * seed : seed;
            List<Level> levels = List.of(new Level("all", correct, 8, 8, 0));
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

    private void ablate(boolean dryRun, Integer maximumRuns, Request.Resume resume, boolean derived, String... only)
            throws IOException {
        started.clear();
        lines.clear();
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
        Training training = new Training((run, request, listener) -> work(run, request), () -> null, output);
        new Ablating(training, output)
                .ablate(new AblateRequest(
                        List.of(new Ablation("a", variants, derived)),
                        List.of(only),
                        new Workspace(target, folder.resolve(".luffy")),
                        "1",
                        resume,
                        dryRun,
                        new Limit(maximumRuns, null, () -> 0)));
    }

    private void ablate(String... only) throws IOException {
        ablate(false, null, Request.Resume.AUTO, false, only);
    }

    private String table(String name) throws IOException {
        return Files.readString(target.resolve("ablate/a").resolve(name));
    }

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
                        "**Not complete.** Runs without a result: free, seed 2; base, seed 1; mixed, seed 1; free, seed 1.")
                .contains("| mixed | all | 1 | 25.0 | −25.0 | 1 | – | – | – | – |");

        ablate(false, 10, Request.Resume.AUTO, false);
        assertThat(started).hasSize(4).doesNotContain("a.base/seed-2", "a.mixed/seed-2");
        assertThat(table("table.md")).doesNotContain("Not complete");
    }

    @Test
    void aFailedRunStopsAndIsNamedAtItsVariant() {
        failing = "a.mixed/seed-2";
        assertThatThrownBy(this::ablate)
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<ablation id=a><variant id=mixed>: too large");
        assertThat(started).hasSize(2);
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
    void resultsOfOtherHeldOutProblemsAreNotMixed() throws IOException {
        ablate();
        String before = InputDigest.ofFile(heldOut);
        Files.writeString(heldOut, Files.readString(heldOut).replace("2+2", "1+3"));

        assertThatThrownBy(() -> ablate("mixed"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("<ablation id=a>: the result of base, seed 2 was measured on held-out problems"
                        + " with SHA-256 " + before + ", and <validation> has now " + InputDigest.ofFile(heldOut));
        assertThat(started).isEmpty();
        ablate(); // all anew: nothing is mixed
        assertThat(started).hasSize(6);
    }

    @Test
    void aResultOfAnotherDeclarationIsLeftOutWithAWarning() throws IOException {
        ablate();
        Files.writeString(desk.traces(), Files.readString(desk.traces()).replace("\"2\"", "\"two\""));
        ablate("free");

        // The method without a teacher reads no traces, so nothing about it has changed.
        assertThat(started).isEmpty();
        assertThat(lines).contains("mixed, seed 1: there is a result of another declaration; it is left out");
        assertThat(table("table.md")).contains("base, seed 1").doesNotContain("| base | all |");
    }

    @Test
    void aVariantThatChangesNothingIsRefused() {
        variants.add(variant("same", Preset.LUFFY, Map.of("method.preset", "LUFFY")));
        assertThatThrownBy(this::ablate)
                .hasMessage("<ablation id=a><variant id=same><set> (method.preset = LUFFY) changes nothing in the base:"
                        + " every effective value and input of the two is equal. Change or leave out the variant");
    }

    @Test
    void anotherNameOfTheSamePartsChangesNothing() {
        variants.add(variant("rung", Preset.MIXED_GRPO_SHAPING_NO_CLIP, Map.of("method.preset", "M")));
        assertThatThrownBy(this::ablate)
                .hasMessageContaining("<variant id=rung><set> (method.preset = M) changes nothing");
    }

    @Test
    void twoVariantsThatAreTheSameAreRefused() {
        variants.add(variant("again", Preset.ON_POLICY, Map.of("method", "ON_POLICY")));
        assertThatThrownBy(this::ablate).hasMessageContaining("changes nothing that <variant id=free> does not");
        assertThat(started).isEmpty();
    }

    @Test
    void inAStudyThePointThatTheBaseIsIsLeftOut() throws IOException {
        variants.add(variant("same", Preset.LUFFY, Map.of("method.preset", "LUFFY")));
        ablate(false, null, Request.Resume.AUTO, true);

        assertThat(started).hasSize(6);
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

    @Test
    void aFirstStageThatIsNotTrainedIsNamedAndOneThatHasChangedMakesOtherRuns() throws IOException {
        variants.replaceAll(each -> new Variant(
                each.ablation(),
                each.id(),
                each.changes(),
                new Declaration(
                        each.declaration().runs(),
                        each.declaration().length(),
                        new ModelSource.Trained("sft", null),
                        each.declaration().problems(),
                        each.declaration().traces(),
                        each.declaration().validation())));
        assertThatThrownBy(this::ablate)
                .hasMessageStartingWith(
                        "<ablation id=a><base><model><experiment> is sft with <seed> 2, but there is no")
                .hasMessageEndingWith("train it first with mvn luffy:train -Dluffy.experiments=sft");

        for (int seed = 1; seed <= 2; seed++) {
            Path model = Files.createDirectories(target.resolve("sft/seed-" + seed + "/model"));
            Files.copy(desk.model().resolve("config.json"), model.resolve("config.json"));
            Files.copy(desk.model().resolve("tokenizer.json"), model.resolve("tokenizer.json"));
            Files.writeString(model.resolve("model.safetensors"), "stage one, seed " + seed);
        }
        ablate();
        Files.writeString(target.resolve("sft/seed-1/model/model.safetensors"), "stage one again");
        ablate();

        assertThat(started).containsExactly("a.base/seed-1", "a.mixed/seed-1", "a.free/seed-1");
    }
}
