package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.experiment.RewardModel;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.tensor.FloatTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run with an implicit process reward model: what it learns and keeps, what it refuses, and that a stop changes nothing. */
class RewardModelTest {

    private static final List<String> FILES = List.of(
            "reward-model.safetensors",
            "reward-model-first-moments.safetensors",
            "reward-model-second-moments.safetensors");
    private static final int GROUP = 4;

    @TempDir
    Path temporary;

    private RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("first"));
    }

    /** Two updates a step; every prompt is kept, since this model solves none. */
    private static Experiment experiment() {
        return Declarations.with(
                Declarations.of(method(new Optimizer(1e-2, 0.9, 0.999, 1e-8, 0, 10)), 4),
                new Schedule(4, 4, 2, Schedule.Shape.CONSTANT, 0, 0, 2, 2));
    }

    private static Method method(Optimizer optimizer) {
        Method prime = Preset.PRIME_ZERO.method(Method.Source.ORIGINAL, 16);
        return Declarations.with(
                Declarations.with(prime, "rewardModel", new RewardModel(0.05, optimizer)),
                "accuracyFilter",
                new AccuracyFilter(0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 10, 13, 16, 20, 24})
    void aRunStoppedAnywhereGoesOnToTheSameBytesRewardModelIncluded(int checks) throws Exception {
        RunFixture whole = new RunFixture(temporary.resolve("second"));
        whole.run(experiment());
        int[] seen = {0};
        assertThatThrownBy(() -> fixture.run(experiment(), Resume.AUTO, () -> {
                    if (++seen[0] >= checks) throw new StopRequested();
                }))
                .isInstanceOf(StopRequested.class);
        fixture.run(experiment());
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
        for (String file : FILES) {
            assertThat(last(fixture).resolve(file))
                    .hasSameBinaryContentAs(last(whole).resolve(file));
        }
    }

    @Test
    void itTakesOneUpdateForEachOfThePolicyAndHasItsOwnLoss() throws Exception {
        fixture.run(experiment());
        Progress progress = Json.read(Files.readString(last(fixture).resolve("progress.json")), Progress.class);
        assertThat(progress.rewardModelSteps()).isEqualTo(4 * 2);
        assertThat(progress.criticSteps()).isNull();
        List<String> lines = Files.readAllLines(fixture.output().resolve("metrics.ndjson"));
        assertThat(lines).hasSize(4).allMatch(line -> line.contains("\"rewardModelLoss\":"));
        double first = Json.read(lines.get(0), Metrics.class).rewardModelLoss();
        double last = Json.read(lines.get(3), Metrics.class).rewardModelLoss();
        assertThat(first).isLessThanOrEqualTo(Math.log(2)); // before its first update it knows nothing
        assertThat(last).isLessThan(first);
        Safetensors model = Safetensors.open(last(fixture).resolve(FILES.get(0)));
        assertThat(model.names())
                .isEqualTo(Safetensors.open(fixture.output().resolve("model/model.safetensors"))
                        .names());
    }

    @Test
    void aMethodWithoutRewardModelLoadsAndKeepsNone() throws Exception {
        fixture.run(Declarations.luffy());
        for (String file : FILES) assertThat(last(fixture).resolve(file)).doesNotExist();
        assertThat(Files.readString(fixture.output().resolve("metrics.ndjson"))).doesNotContain("rewardModelLoss");
        try (Setting setting = Setting.open(fixture.request(experiment(), Resume.AUTO), () -> {})) {
            assertThat(setting.auxiliary().orElseThrow().role()).isEqualTo(AuxiliaryModel.Role.REWARD_MODEL);
            assertThat(setting.auxiliary().orElseThrow().weights().isCritic()).isFalse();
            assertThat(setting.reference()).isPresent();
        }
    }

    @Test
    void aRewardModelOfAnotherShapeIsRefusedBeforeAnyTraining() throws Exception {
        fixture.run(experiment());
        Path file = last(fixture).resolve(FILES.get(0));
        Map<String, FloatTensor> tensors = new TreeMap<>();
        Safetensors stored = Safetensors.open(file);
        for (String name : stored.names()) tensors.put(name, stored.read(name));
        tensors.put("model.norm.weight", new FloatTensor(new long[] {3}, new float[3]));
        Files.delete(file);
        Safetensors.write(file, tensors);
        signAgain(last(fixture));
        assertThatThrownBy(() -> fixture.run(experiment()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the reward model of the checkpoint " + last(fixture) + " does not fit the model")
                .hasMessageContaining("model.norm.weight has shape [3]")
                .hasMessageContaining("-Dluffy.resume=never");
    }

    @Test
    void aCheckpointOfAnotherRewardModelIsRefusedAndNamesTheField() throws Exception {
        fixture.run(experiment());
        RewardModel other = Declarations.with(experiment().method().rewardModel(), "beta", 0.1);
        Experiment changed =
                Declarations.with(experiment(), Declarations.with(experiment().method(), "rewardModel", other));
        assertThatThrownBy(() -> fixture.run(changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("experiment.method.rewardModel.beta was 0.05 and is now 0.1");
        Experiment without = Declarations.with(experiment(), Preset.OAT_ZERO.method(Method.Source.ORIGINAL, 16));
        assertThatThrownBy(() -> fixture.run(without)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aDamagedRewardModelMakesItsCheckpointOneThatIsPassedOver() throws Exception {
        String whole = fixture.run(experiment());
        Files.delete(last(fixture).resolve(FILES.get(2)));
        assertThat(fixture.run(experiment())).isEqualTo(whole);
    }

    /** Normalisation would blow any difference between the two equal models up to the size of an outcome. */
    @Test
    void beforeItsFirstUpdateItRewardsNothingToTheBitAndOutcomesDecide() throws Exception {
        try (Setting setting = Setting.open(fixture.request(experiment(), Resume.AUTO), () -> {})) {
            List<TrainingRow> rows = rows(GROUP);
            new RewardUpdate(experiment(), setting, () -> {}).estimate(rows, 1);
            for (TrainingRow row : rows) {
                for (double reward : row.rewards) assertThat(reward).isZero();
            }
            // Outcomes 0, 1, 0, 1 of 1, 2, 3, 4 tokens give returns ∓2/3; ten tokens, mean (2/3)·(6 − 4)/10.
            double variance = (4 * Math.pow(-0.8, 2) + 6 * Math.pow(8 / 15.0, 2)) / 9;
            assertThat(rows.get(0).advantages[0]).isCloseTo(-0.8 / Math.sqrt(variance + 1e-8), within(1e-12));
            assertThat(rows.get(3).advantages[3]).isCloseTo(8 / 15.0 / Math.sqrt(variance + 1e-8), within(1e-12));
        }
    }

    @Test
    void itLearnsToTellRightFromWrongAndThenRewardsTokensByIt() throws Exception {
        Experiment declared = Declarations.of(method(new Optimizer(3e-3, 0.9, 0.999, 1e-8, 0, 10)), 1);
        try (Setting setting = Setting.open(fixture.request(declared, Resume.AUTO), () -> {})) {
            RewardUpdate update = new RewardUpdate(declared, setting, () -> {});
            List<TrainingRow> rows = rows(2 * GROUP);
            List<Double> losses = new ArrayList<>();
            for (int step = 1; step <= 40; step++) {
                update.estimate(rows, step);
                losses.add(update.apply(rows, step, () -> {}));
            }
            assertThat(losses.get(0)).isCloseTo(Math.log(2), within(1e-6));
            assertThat(losses.get(39)).isLessThan(losses.get(0) * 0.8);
            update.estimate(rows, 41);
            for (TrainingRow row : rows) {
                double sum = Arrays.stream(row.rewards).sum();
                assertThat(sum > 0).isEqualTo(row.response.reward() > 0);
            }
        }
    }

    @Test
    void theGradientIsThatOfTheWholeUpdateWhateverTheMicroBatches() throws Exception {
        Map<String, FloatTensor> whole = moments(100_000);
        Map<String, FloatTensor> single = moments(1);
        double difference = 0;
        double size = 0;
        for (String name : whole.keySet()) {
            for (int i = 0; i < whole.get(name).data().length; i++) {
                double one = whole.get(name).data()[i];
                difference += Math.pow(one - single.get(name).data()[i], 2);
                size += one * one;
            }
        }
        assertThat(size).isPositive();
        assertThat(Math.sqrt(difference / size)).isLessThan(1e-5);
    }

    /** First moments without momentum are the gradient. */
    private Map<String, FloatTensor> moments(int microBatchTokens) throws Exception {
        Experiment declared = Declarations.with(
                Declarations.of(method(new Optimizer(1e-9, 0, 0.999, 1e-8, 0, 0)), 1), new Budget(microBatchTokens, 1));
        try (Setting setting = Setting.open(fixture.request(declared, Resume.AUTO), () -> {})) {
            List<TrainingRow> rows = rows(2 * GROUP);
            RewardUpdate update = new RewardUpdate(declared, setting, () -> {});
            update.estimate(rows, 1);
            update.apply(rows, 1, () -> {});
            return setting.auxiliary().orElseThrow().optimizer().firstMoments();
        }
    }

    @Test
    void aFilterThatKeepsNothingLeavesBothModelsWhereTheyAre() throws Exception {
        Method unsolved = Declarations.with(experiment().method(), "accuracyFilter", new AccuracyFilter(0.2, 0.8));
        fixture.run(Declarations.with(experiment(), unsolved)); // this model solves no prompt
        assertThat(Files.readAllLines(fixture.output().resolve("metrics.ndjson")))
                .allMatch(line -> line.contains("\"deadUpdates\":2") && !line.contains("rewardModelLoss"));
        Map<String, FloatTensor> start = tensors(fixture.model.resolve("model.safetensors"));
        for (String file : List.of("model.safetensors", FILES.get(0))) {
            tensors(last(fixture).resolve(file))
                    .forEach((name, tensor) -> assertThat(tensor.data())
                            .containsExactly(start.get(name).data()));
        }
    }

    /** Rows of one to {@code count} tokens, each of tokens of its own, every other one right. */
    private static List<TrainingRow> rows(int count) {
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] tokens = new int[1 + i];
            Arrays.fill(tokens, 5 + i);
            rows.add(new TrainingRow(new int[] {5, 6}, new Response(tokens, 0, true, i % 2, 0), 0));
        }
        return rows;
    }

    private static Map<String, FloatTensor> tensors(Path file) throws Exception {
        Safetensors stored = Safetensors.open(file);
        Map<String, FloatTensor> result = new TreeMap<>();
        for (String name : stored.names()) result.put(name, stored.read(name));
        return result;
    }

    private static Path last(RunFixture of) {
        return of.folder.resolve("checkpoints/step-00000004");
    }

    /** Writes the present digests into the checkpoint, as a program that made it would have. */
    private static void signAgain(Path checkpoint) throws Exception {
        Path file = checkpoint.resolve("progress.json");
        Progress p = Json.read(Files.readString(file), Progress.class);
        SortedMap<String, String> digests = new TreeMap<>();
        for (String name : p.files().keySet()) digests.put(name, InputDigest.ofFile(checkpoint.resolve(name)));
        Files.writeString(file, Json.readable(Declarations.with(p, "files", digests)));
    }
}
