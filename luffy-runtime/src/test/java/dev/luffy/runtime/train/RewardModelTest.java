package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.AccuracyFilter;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.train.AuxiliaryModel.Role;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run with an implicit process reward model: what it learns and keeps, and what it rewards. */
class RewardModelTest extends AuxiliaryFixture {

    private static final int GROUP = 4;

    @Test
    void itTakesOneUpdateForEachOfThePolicyAndHasItsOwnLoss() throws Exception {
        fixture.run(experiment(Role.REWARD_MODEL));
        Progress progress = fixture.checkpoint(STEPS).progress();
        assertThat(progress.rewardModelSteps()).isEqualTo(4 * 2);
        assertThat(progress.criticSteps()).isNull();
        List<String> lines = Files.readAllLines(fixture.output().resolve("metrics.ndjson"));
        assertThat(lines).hasSize(4).allMatch(line -> line.contains("\"rewardModelLoss\":"));
        double first = Json.read(lines.get(0), Metrics.class).rewardModelLoss();
        double last = Json.read(lines.get(3), Metrics.class).rewardModelLoss();
        assertThat(first).isLessThanOrEqualTo(Math.log(2)); // before its first update it knows nothing
        assertThat(last).isLessThan(first);
        Safetensors model = Safetensors.open(fixture.checkpoint(STEPS).file(Role.REWARD_MODEL.weights()));
        assertThat(model.names())
                .isEqualTo(Safetensors.open(fixture.output().resolve("model/model.safetensors"))
                        .names());
    }

    /** Normalisation would blow any difference between the two equal models up to the size of an outcome. */
    @Test
    void beforeItsFirstUpdateItRewardsNothingToTheBitAndOutcomesDecide() throws Exception {
        Experiment declared = experiment(Role.REWARD_MODEL);
        try (Setting setting = Setting.open(fixture.request(declared, Resume.AUTO), () -> {}, event -> {})) {
            List<TrainingRow> rows = rows(GROUP);
            new RewardUpdate(declared, setting, () -> {}).estimate(rows, 1);
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
        Experiment declared = Declarations.of(prime(new Optimizer(3e-3, 0.9, 0.999, 1e-8, 0, 10)), 1);
        try (Setting setting = Setting.open(fixture.request(declared, Resume.AUTO), () -> {}, event -> {})) {
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
    void aFilterThatKeepsNothingLeavesBothModelsWhereTheyAre() throws Exception {
        Experiment declared = experiment(Role.REWARD_MODEL);
        Method unsolved = Declarations.with(declared.method(), "accuracyFilter", new AccuracyFilter(0.2, 0.8));
        fixture.run(Declarations.with(declared, unsolved)); // this model solves no prompt
        assertThat(Files.readAllLines(fixture.output().resolve("metrics.ndjson")))
                .allMatch(line -> line.contains("\"deadUpdates\":2") && !line.contains("rewardModelLoss"));
        Map<String, FloatTensor> start = StoredCheckpoint.tensors(fixture.model.resolve("model.safetensors"));
        for (String file : List.of("model.safetensors", Role.REWARD_MODEL.weights())) {
            StoredCheckpoint.tensors(fixture.checkpoint(STEPS).file(file))
                    .forEach((name, tensor) -> assertThat(tensor.data())
                            .containsExactly(start.get(name).data()));
        }
    }
}
