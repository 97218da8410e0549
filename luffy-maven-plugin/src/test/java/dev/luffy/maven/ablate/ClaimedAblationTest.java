package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.console.Output;
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
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
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

/** From claims of a declaration to verdicts in files, over runs that a fake worker trains. */
class ClaimedAblationTest {

    private static final List<Claim> CLAIMS = List.of(
            new Claim("s.rung", "No clip", new Quantity.HeldOut(null), "rung", "mixed", Expectation.MORE),
            new Claim(
                    "s.reward",
                    "Reward",
                    new Quantity.Course(Quantity.Trait.REWARD, Quantity.Span.LAST),
                    "base",
                    "mixed",
                    Expectation.LESS));

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Desk desk;
    private Path heldOut;

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(folder);
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
        heldOut = Files.writeString(
                folder.resolve("held-out.jsonl"), "{\"id\": \"h\", \"prompt\": \"2+2=\", \"answer\": \"4\"}\n");
    }

    private Variant variant(String id, Preset preset) {
        List<Experiment> runs = LongStream.of(1, 2, 3)
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
                id.equals("base") ? Map.of() : Map.of("method.preset", preset.name()),
                new Declaration(
                        runs,
                        Length.IN_STEPS,
                        new ModelSource.Folder(desk.model()),
                        new ProblemSource.JsonLines(desk.problems()),
                        new ProblemSource.JsonLines(desk.traces()),
                        new ProblemSource.JsonLines(heldOut)));
    }

    // The base solves 3, 4 and 5 of 8, every other variant 1.
    private static WorkerEnd work(Run run) {
        try {
            long seed = run.experiment().seed();
            boolean base = run.experiment().id().equals("a.base");
            Path model = Files.createDirectories(run.output().resolve("model")).resolve("model.safetensors");
            Files.writeString(model, run.label());
            Files.writeString(run.output().resolve("metrics.ndjson"), Runs.metrics(1, 0) + "\n" + Runs.metrics(2, 1));
            List<Level> levels = List.of(new Level("all", base ? 2 + seed : 1, 8, 8, 0));
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

    private void ablate(Preset base, List<Claim> claims) throws IOException {
        lines.clear();
        warnings.clear();
        Output output = new Output() {
            @Override
            public void info(String line) {
                lines.add(line);
            }

            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        List<Variant> variants = List.of(
                variant("base", base),
                variant("rung", Preset.MIXED_GRPO_SHAPING_NO_CLIP),
                variant("mixed", Preset.MIXED_GRPO));
        new Ablating(new Training((run, request, listener) -> work(run), () -> null, output), null, output)
                .ablate(new AblateRequest(
                        List.of(new Ablation("a", variants, true, claims, null)),
                        List.of(),
                        new Workspace(folder.resolve("target/luffy"), folder.resolve(".luffy")),
                        "1",
                        Request.Resume.AUTO,
                        false,
                        new Limit(null, null, () -> 0)));
    }

    private Path file(String name) {
        return folder.resolve("target/luffy/ablate/a").resolve(name);
    }

    @Test
    void thePointOfAStudyThatTheBaseIsIsTestedAsTheBase() throws IOException {
        ablate(Preset.LUFFY, CLAIMS);

        // 2/8, 3/8 and 4/8 more: mean 37.5, s = 12.5, t = 3√3 with 2 degrees of freedom, p = 1 − t/√(t² + 2) = 0.0351.
        assertThat(file("table.md"))
                .content()
                .contains(
                        "| s.rung | No clip | pass@1 | base − mixed | more | 3 | +37.5 ± 31.1 | 0.2500 | 0.5000 | 0.0351 |"
                                + " 0.0702 | not shown |")
                .contains("| s.reward | Reward | reward, last third | base − mixed | less | 3 | +0.000 ± 0.000 |"
                        + " 1.0000 | 1.0000 | 1.0000 | 1.0000 | no difference at all |")
                .containsSubsequence("## Effect", "## Claims", "## Dynamics", "## Hard prompts")
                .doesNotContain("## Answers");
        assertThat(file("claims.csv")).content().contains("s.rung,No clip,pass@1,base,mixed,MORE,0.375,");
        assertThat(file("dynamics.csv")).content().contains("mixed,LENGTH,FIRST,3,7.0,0.0,0.0,0.0,3,");
        assertThat(file("table.json"))
                .content()
                .contains("\"id\" : \"s.rung\"", "\"quantity\" : \"ENTROPY\"")
                .doesNotContain("\"answers\"");
        assertThat(lines).anyMatch(line -> line.matches("s\\.rung +base − mixed +more .* not shown"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void anotherBaseThanLuffyIsSaid() throws IOException {
        ablate(Preset.ON_POLICY, CLAIMS);

        assertThat(warnings)
                .containsExactly("ablation a: the method of <base> is ON_POLICY, but the claims of its <study> take the"
                        + " base for LUFFY");
        assertThat(file("claims.csv")).content().contains("pass@1,rung,mixed,MORE,");
    }

    @Test
    void withoutClaimsThereIsNoWarningAndOldVerdictsGo() throws IOException {
        ablate(Preset.LUFFY, CLAIMS);
        ablate(Preset.LUFFY, List.of());

        assertThat(file("claims.csv")).doesNotExist();
        assertThat(file("table.md")).content().doesNotContain("## Claims");
        assertThat(file("table.json")).content().doesNotContain("\"claims\"");
        assertThat(warnings).isEmpty();
    }
}
