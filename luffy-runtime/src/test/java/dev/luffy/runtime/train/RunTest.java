package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
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
        Experiment experiment = Declarations.of(preset.method(preset.sources().get(0), 16), 2);
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

    @Test
    void tracesThatTheVerifierRejectsAreCountedAndTold() throws Exception {
        fixture.run(Declarations.luffy());
        assertThat(fixture.last(Event.Started.class).notice()).isNull();
        Files.writeString(fixture.traces, Files.readString(fixture.traces).replace("</think>9", "</think>8"));
        fixture.run(Declarations.luffy(), Resume.NEVER, () -> {});
        assertThat(fixture.last(Event.Started.class).notice()).contains("1 traces", "<teacherReward>");
        Method imitating = Preset.RL_WITH_SFT_LOSS.method(Method.Source.PAPER, 16);
        fixture.run(Declarations.of(imitating, 1), Resume.NEVER, () -> {});
        assertThat(fixture.last(Event.Started.class).notice()).contains("1 traces", "imitated all the same");
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
    void aModelThatIsFoundToHaveDivergedByItsValidationIsToldAsDiverged() {
        Experiment experiment = Declarations.with(
                Declarations.with(Declarations.luffy(), new Optimizer(1e30, 0.9, 0.999, 1e-8, 0, 0)),
                new Validation(1, 1, 1));
        assertThatThrownBy(() -> fixture.run(experiment))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("step 1: the log-probability of a sampled token is NaN");
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
            assertThat(after.tensor(name).whole().data())
                    .isEqualTo(before.tensor(name).whole().data());
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
        for (String name : stored.names())
            result.put(name, stored.tensor(name).whole().data());
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
}
