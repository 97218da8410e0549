package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.train.AuxiliaryModel.Role;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a critic and a reward model have in common: a stop changes nothing, and a checkpoint that does not fit is told. */
class AuxiliaryModelTest extends AuxiliaryFixture {

    @ParameterizedTest
    @CsvSource({
        "CRITIC, 1",
        "CRITIC, 4",
        "CRITIC, 7",
        "CRITIC, 9",
        "CRITIC, 11",
        "CRITIC, 14",
        "CRITIC, 18",
        "CRITIC, 23",
        "REWARD_MODEL, 1",
        "REWARD_MODEL, 4",
        "REWARD_MODEL, 7",
        "REWARD_MODEL, 10",
        "REWARD_MODEL, 13",
        "REWARD_MODEL, 16",
        "REWARD_MODEL, 20",
        "REWARD_MODEL, 24"
    })
    void aRunStoppedAnywhereGoesOnToTheSameBytesItIncluded(Role role, int checks) throws Exception {
        RunFixture whole = new RunFixture(temporary.resolve("second"));
        whole.run(experiment(role));
        int[] seen = {0};
        assertThatThrownBy(() -> fixture.run(experiment(role), Resume.AUTO, () -> {
                    if (++seen[0] >= checks) throw new StopRequested();
                }))
                .isInstanceOf(StopRequested.class);
        fixture.run(experiment(role));
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
        for (String file : role.files()) {
            assertThat(fixture.checkpoint(STEPS).file(file))
                    .hasSameBinaryContentAs(whole.checkpoint(STEPS).file(file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsLoadedInItsRoleBesideTheStartingModel(Role role) throws Exception {
        try (Setting setting = Setting.open(fixture.request(experiment(role), Resume.AUTO), () -> {}, event -> {})) {
            AuxiliaryModel model = setting.auxiliary().orElseThrow();
            assertThat(model.role()).isEqualTo(role);
            assertThat(model.weights().isCritic()).isEqualTo(role == Role.CRITIC);
            assertThat(setting.reference()).isPresent();
        }
    }

    @Test
    void aMethodWithoutOneLoadsAndKeepsNone() throws Exception {
        fixture.run(Declarations.luffy());
        for (Role role : Role.values()) {
            for (String file : role.files()) {
                assertThat(fixture.checkpoint(STEPS).file(file)).doesNotExist();
            }
        }
        assertThat(fixture.output().resolve("metrics.ndjson")).content().doesNotContain("rewardModelLoss");
        try (Setting setting =
                Setting.open(fixture.request(Declarations.luffy(), Resume.AUTO), () -> {}, event -> {})) {
            assertThat(setting.auxiliary()).isEmpty();
            assertThat(setting.reference()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CRITIC, critic.safetensors, value_head.weight",
        "CRITIC, critic-first-moments.safetensors, value_head.weight",
        "CRITIC, critic-second-moments.safetensors, value_head.weight",
        "REWARD_MODEL, reward-model.safetensors, model.norm.weight",
        "REWARD_MODEL, reward-model-first-moments.safetensors, model.norm.weight",
        "REWARD_MODEL, reward-model-second-moments.safetensors, model.norm.weight"
    })
    void oneOfAnotherShapeIsRefusedBeforeAnyTraining(Role role, String file, String tensor) throws Exception {
        fixture.run(experiment(role));
        StoredCheckpoint last = fixture.checkpoint(STEPS);
        last.reshape(file, tensor);
        assertThatThrownBy(() -> fixture.run(experiment(role)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "the " + role.title() + " of the checkpoint " + last.folder() + " does not fit the model")
                .hasMessageContaining(tensor + " has shape [1, 3]")
                .hasMessageContaining("-Dluffy.resume=never");
        assertThat(fixture.events).noneMatch(event -> event instanceof Event.Started || event instanceof Event.Step);
    }

    @ParameterizedTest
    @CsvSource({"CRITIC, critic, lambda, 0.95, 0.5", "REWARD_MODEL, rewardModel, beta, 0.05, 0.1"})
    void aCheckpointOfAnotherOneIsRefusedAndNamesTheField(
            Role role, String element, String field, double was, double now) throws Exception {
        fixture.run(experiment(role));
        Method method = experiment(role).method();
        Record declared = role == Role.CRITIC ? method.critic() : method.rewardModel();
        Experiment changed = Declarations.with(
                experiment(role), Declarations.with(method, element, Declarations.with(declared, field, now)));
        assertThatThrownBy(() -> fixture.run(changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "experiment.method." + element + "." + field + " was " + was + " and is now " + now);
        Experiment without = Declarations.with(experiment(role), Preset.OAT_ZERO.method(Method.Source.ORIGINAL, 16));
        assertThatThrownBy(() -> fixture.run(without)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedOneMakesItsCheckpointOneThatIsPassedOver(Role role) throws Exception {
        String whole = fixture.run(experiment(role));
        Files.delete(fixture.checkpoint(STEPS).file(role.secondMoments()));
        assertThat(fixture.run(experiment(role))).isEqualTo(whole);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"CRITIC, 1e-6", "REWARD_MODEL, 1e-5"})
    void theGradientIsThatOfTheWholeUpdateWhateverTheMicroBatches(Role role, double tolerance) throws Exception {
        Map<String, FloatTensor> whole = moments(role, 100_000);
        Map<String, FloatTensor> single = moments(role, 1);
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
        assertThat(Math.sqrt(difference / size)).isLessThan(tolerance);
    }

    /** First moments without momentum are the gradient. */
    private Map<String, FloatTensor> moments(Role role, int microBatchTokens) throws Exception {
        Optimizer still = new Optimizer(1e-9, 0, 0.999, 1e-8, 0, 0);
        Method method = role == Role.CRITIC ? ppo(new Critic(1, 0.95, 0, 0.2, 1, 0, still)) : prime(still);
        Experiment declared = Declarations.with(Declarations.of(method, 1), new Budget(microBatchTokens, 1));
        List<TrainingRow> rows = rows(8);
        try (Setting setting = Setting.open(fixture.request(declared, Resume.AUTO), () -> {}, event -> {})) {
            switch (role) {
                case CRITIC -> {
                    ValueUpdate update = new ValueUpdate(declared, setting, () -> {});
                    update.estimate(rows, List.of(), 1);
                    update.apply(rows, 1, () -> {});
                }
                case REWARD_MODEL -> {
                    RewardUpdate update = new RewardUpdate(declared, setting, () -> {});
                    update.estimate(rows, 1);
                    update.apply(rows, 1, () -> {});
                }
            }
            return setting.auxiliary().orElseThrow().optimizer().firstMoments();
        }
    }
}
