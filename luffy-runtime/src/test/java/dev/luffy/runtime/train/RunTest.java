package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Summary;
import dev.luffy.runtime.experiment.Validation;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

    @TempDir
    Path temporary;

    private RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws IOException, URISyntaxException {
        fixture = new RunFixture(temporary.resolve("first"));
    }

    private RunFixture another() throws IOException, URISyntaxException {
        return new RunFixture(temporary.resolve("second"));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyMethodTrainsFromEndToEnd(Preset preset) throws IOException {
        Experiment experiment = Declarations.of(preset.method(Method.Source.REFERENCE_CODE, 16), 2);
        String trained = fixture.run(experiment);
        Summary summary = Json.read(Files.readString(fixture.output().resolve("summary.json")), Summary.class);
        assertThat(summary.modelSha256()).isEqualTo(trained);
        assertThat(summary.steps()).isEqualTo(2);
        assertThat(Files.readAllLines(fixture.output().resolve("metrics.ndjson")))
                .hasSize(2);
    }

    @Test
    void theSameDeclarationRunTwiceGivesTheSameBytes() throws Exception {
        RunFixture second = another();
        assertThat(second.run(Declarations.luffy())).isEqualTo(fixture.run(Declarations.luffy()));
        for (String file : List.of("metrics.ndjson", "summary.json", "model/config.json")) {
            assertThat(second.output().resolve(file))
                    .hasSameBinaryContentAs(fixture.output().resolve(file));
        }
    }

    @Test
    void anotherSeedGivesOtherWeights() throws Exception {
        assertThat(another().run(Declarations.withSeed(Declarations.luffy(), 43)))
                .isNotEqualTo(fixture.run(Declarations.luffy()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 9, 10, 14})
    void aRunStoppedAnywhereGoesOnToTheSameBytes(int checks) throws Exception {
        String whole = another().run(Declarations.luffy());
        assertThatThrownBy(() -> fixture.run(Declarations.luffy(), Resume.AUTO, stopAtCheck(checks)))
                .isInstanceOf(StopRequested.class);
        assertThat(fixture.last(Event.Interrupted.class).step()).isBetween(0L, 3L);
        assertThat(fixture.run(Declarations.luffy())).isEqualTo(whole);
        assertThat(fixture.output().resolve("metrics.ndjson"))
                .hasSameBinaryContentAs(temporary.resolve("second/out/metrics.ndjson"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 7, 8, 9, 10, 12})
    void aRunStoppedBetweenTheUpdatesOfAStepGoesOnToTheSameBytes(int checks) throws Exception {
        Experiment several =
                Declarations.with(Declarations.luffy(), new Schedule(3, 4, 4, Schedule.Shape.CONSTANT, 0, 0, 3, 1));
        assertThatAStopChangesNothing(several, checks);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void aRunStoppedWhileItIsValidatedGoesOnToTheSameBytes(int checks) throws Exception {
        assertThatAStopChangesNothing(Declarations.with(Declarations.luffy(), new Validation(2, 1, 1)), checks);
    }

    private void assertThatAStopChangesNothing(Experiment experiment, int checks) throws Exception {
        RunFixture whole = another();
        whole.run(experiment);
        assertThatThrownBy(() -> fixture.run(experiment, Resume.AUTO, stopAtCheck(checks)))
                .isInstanceOf(StopRequested.class);
        fixture.run(experiment);
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
        assertThat(Files.readAllLines(fixture.output().resolve("timings.ndjson")))
                .hasSize(experiment.schedule().steps());
    }

    @Test
    void startingOverWithABadInputKeepsTheEarlierCheckpoints() throws Exception {
        fixture.run(Declarations.luffy());
        Files.writeString(fixture.problems, "nonsense");
        assertThatThrownBy(() -> fixture.run(Declarations.luffy(), Resume.NEVER, () -> {}))
                .hasMessageContaining("problems.jsonl");
        assertThat(fixture.folder.resolve("checkpoints/step-00000004/progress.json"))
                .exists();
    }

    @Test
    void anInterruptionWritesACheckpointOfTheLastWholeStep() {
        assertThatThrownBy(() -> fixture.run(Declarations.luffy(), Resume.AUTO, stopAtCheck(10)))
                .isInstanceOf(StopRequested.class);
        long step = fixture.last(Event.Interrupted.class).step();
        assertThat(step).isPositive();
        assertThat(fixture.last(Event.Saved.class).step()).isEqualTo(step);
    }

    @Test
    void aResumeWithAnotherDeclarationIsRefusedAndNamesTheField() throws Exception {
        fixture.run(Declarations.luffy());
        Experiment other = Declarations.with(Declarations.luffy(), new Optimizer(2e-3, 0.9, 0.999, 1e-8, 0.01, 1));
        assertThatThrownBy(() -> fixture.run(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("experiment.optimizer.learningRate was 0.001 and is now 0.002")
                .hasMessageContaining("-Dluffy.resume=never");
        fixture.run(other, Resume.NEVER, () -> {});
    }

    @Test
    void aRequiredResumeWithoutCheckpointIsRefused() {
        assertThatThrownBy(() -> fixture.run(Declarations.luffy(), Resume.REQUIRED, () -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("luffy.resume")
                .hasMessageContaining("auto");
    }

    @Test
    void aDamagedCheckpointIsPassedOverForTheOneBefore() throws Exception {
        String whole = fixture.run(Declarations.luffy());
        Path newest = fixture.folder.resolve("checkpoints/step-00000004/model.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        assertThat(fixture.run(Declarations.luffy())).isEqualTo(whole);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(2);
        assertThat(fixture.last(Event.Started.class).notice()).contains("step-00000004");
    }

    @Test
    void twoWorkersNeverWriteTheSameCheckpoints() throws Exception {
        Checkpoints others = new Checkpoints(fixture.folder.resolve("checkpoints"), 1);
        try (var lock = others.lock()) {
            assertThat(lock.isOpen()).isTrue();
            assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("another worker");
        }
        fixture.run(Declarations.luffy());
    }

    @Test
    void tracesThatTheVerifierRejectsAreCountedAndTold() throws Exception {
        fixture.run(Declarations.luffy());
        assertThat(fixture.last(Event.Started.class).notice()).isNull();
        Files.writeString(fixture.traces, Files.readString(fixture.traces).replace("</think>9", "</think>8"));
        fixture.run(Declarations.luffy(), Resume.NEVER, () -> {});
        assertThat(fixture.last(Event.Started.class).notice()).contains("1 traces", "<teacherReward>");
    }

    @Test
    void onlyTheNewestCheckpointsAreKept() throws Exception {
        Experiment experiment =
                Declarations.with(Declarations.luffy(), new Schedule(5, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 2));
        fixture.run(experiment);
        try (var folders = Files.list(fixture.folder.resolve("checkpoints"))) {
            assertThat(folders.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000004", "step-00000005");
        }
    }

    @Test
    void aDivergingRunStopsNamesTheStepAndKeepsTheLastGoodCheckpoint() {
        Experiment experiment = Declarations.with(
                Declarations.with(Declarations.luffy(), new Optimizer(1e30, 0.9, 0.999, 1e-8, 0, 0)),
                new Schedule(8, 4, 1, Schedule.Shape.CONSTANT, 4, 0, 1, 2));
        assertThatThrownBy(() -> fixture.run(experiment))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("step ");
        assertThat(fixture.output().resolve("model")).doesNotExist();
    }

    @Test
    void aBatchWithoutAnyAdvantageMakesNoStepAndIsCounted() throws Exception {
        // A random model solves nothing: on-policy groups have equal rewards.
        Method onPolicy = Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 16);
        fixture.run(Declarations.of(onPolicy, 3));
        Summary summary = Json.read(Files.readString(fixture.output().resolve("summary.json")), Summary.class);
        assertThat(summary.deadSteps()).isEqualTo(3);
        assertThat(fixture.last(Event.Step.class).dead()).isTrue();
        var before = Safetensors.open(fixture.model.resolve("model.safetensors"));
        var after = Safetensors.open(fixture.output().resolve("model/model.safetensors"));
        for (String name : before.names()) {
            assertThat(after.read(name).data()).isEqualTo(before.read(name).data());
        }
    }

    @Test
    void theTokenBudgetOfAPassChangesTheGradientByRoundingOnly() throws Exception {
        // After one step AdamW's first moment is (1 − β₁) times the clipped gradient of the whole update.
        Experiment oneStep =
                Declarations.with(Declarations.luffy(), new Schedule(1, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 1));
        List<Map<String, float[]>> gradients = new ArrayList<>();
        for (int budget : new int[] {512, 160, 40}) {
            RunFixture each = new RunFixture(temporary.resolve("budget-" + budget));
            each.run(Declarations.with(oneStep, new Budget(budget, 1)));
            gradients.add(tensors(each.folder.resolve("checkpoints/step-00000001/first-moments.safetensors")));
        }
        for (Map<String, float[]> other : gradients.subList(1, 3)) {
            double difference = 0;
            double whole = 0;
            for (String name : other.keySet()) {
                float[] a = gradients.get(0).get(name);
                float[] b = other.get(name);
                for (int i = 0; i < a.length; i++) {
                    difference += Math.pow(a[i] - b[i], 2);
                    whole += Math.pow(a[i], 2);
                }
            }
            assertThat(whole).isPositive();
            assertThat(Math.sqrt(difference / whole)).isLessThan(1e-6);
        }
    }

    private static Map<String, float[]> tensors(Path file) throws IOException {
        Safetensors stored = Safetensors.open(file);
        Map<String, float[]> result = new TreeMap<>();
        for (String name : stored.names()) result.put(name, stored.read(name).data());
        return result;
    }

    @Test
    void severalUpdatesPerStepAreClippedAgainstTheSamplingPolicy() throws Exception {
        Method mixed = Preset.MIXED_GRPO.method(Method.Source.REFERENCE_CODE, 16);
        Experiment experiment = Declarations.with(
                Declarations.of(mixed, 3), new Schedule(3, 8, 4, Schedule.Shape.CONSTANT, 0, 0, 3, 1));
        Experiment fast = Declarations.with(experiment, new Optimizer(2e-2, 0.9, 0.999, 1e-8, 0, 0));
        fixture.run(fast);
        String last =
                Files.readAllLines(fixture.output().resolve("metrics.ndjson")).get(2);
        double clipped = Json.read(last, Metrics.class).clippedOn();
        assertThat(clipped).isBetween(1e-6, 1.0);
    }

    @Test
    void partialPrefixesAreContinuedByThePolicy() throws Exception {
        Method luffy = Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 16);
        Prefix some = new Prefix(Prefix.Strategy.RANDOM, 0.3, 0.7, 1);
        fixture.run(Declarations.of(Declarations.with(luffy, "prefix", some), 2));
        assertThat(fixture.last(Event.Step.class).step()).isEqualTo(2);
    }

    @Test
    void validationMeasuresBeforeAfterAndInBetween() throws Exception {
        fixture.run(Declarations.with(Declarations.luffy(), new Validation(4, 1, 2)));
        Summary summary = Json.read(Files.readString(fixture.output().resolve("summary.json")), Summary.class);
        assertThat(summary.before()).singleElement().satisfies(level -> {
            assertThat(level.name()).isEqualTo("easy");
            assertThat(level.responses()).isEqualTo(32);
            assertThat(level.problems()).isEqualTo(8);
        });
        assertThat(summary.after()).hasSize(1);
        assertThat(Files.readAllLines(fixture.output().resolve("metrics.ndjson")))
                .filteredOn(line -> line.contains("\"validation\":[{"))
                .hasSize(1);
    }

    private static Stop stopAtCheck(int number) {
        int[] seen = {0};
        return () -> {
            if (++seen[0] >= number) throw new StopRequested();
        };
    }
}
