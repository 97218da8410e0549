package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.train.AuxiliaryModel.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Checkpoints of a run with a value network that are foreign: told before anything is trained. */
class CriticCheckpointTest extends AuxiliaryFixture {

    /** Its head is missing, and there is an output projection instead: what is in the file is a policy. */
    @Test
    void aForeignCriticThatIsAPolicyIsRefusedBeforeAnyTraining() throws Exception {
        fixture.run(experiment(Role.CRITIC));
        StoredCheckpoint last = fixture.checkpoint(STEPS);
        Path critic = last.file(Role.CRITIC.weights());
        Files.copy(last.file(Checkpoints.WEIGHTS), critic, StandardCopyOption.REPLACE_EXISTING);
        last.sign();
        assertThatThrownBy(() -> fixture.run(experiment(Role.CRITIC)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the critic of the checkpoint " + last.folder() + " does not fit the model")
                .hasMessageContaining("value_head.weight");
        assertThat(fixture.events).noneMatch(Event.Started.class::isInstance);
    }

    @Test
    void aForeignCriticThatIsNoTensorFileIsPassedOverWithItsCheckpoint() throws Exception {
        String whole = fixture.run(experiment(Role.CRITIC));
        Files.writeString(fixture.checkpoint(STEPS).file(Role.CRITIC.weights()), "nonsense");
        fixture.checkpoint(STEPS).sign();
        assertThat(fixture.run(experiment(Role.CRITIC))).isEqualTo(whole);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(2);
        assertThat(fixture.last(Event.Started.class).notice()).contains("step-00000004", "passed over");
    }

    @Test
    void aRunStartsFromTheModelOfARunWithACriticWithoutOne() throws Exception {
        fixture.run(experiment(Role.CRITIC));
        Request own = fixture.request(Declarations.luffy(), Resume.NEVER);
        Path model = fixture.output().resolve("model");
        Request next = new Request(
                own.experiment(),
                Declarations.with(own.inputs(), "model", InputDigest.ofModel(model)),
                Declarations.with(own.paths(), "model", model.toString()),
                Resume.NEVER);
        new Run(next, () -> {}, fixture.events::add).execute();
        assertThat(fixture.last(Event.Finished.class).modelSha256()).hasSize(64);
    }

    @Test
    void aPolicyOfAnotherShapeIsRefusedLikewise() throws Exception {
        fixture.run(Declarations.luffy());
        fixture.checkpoint(STEPS).reshape(Checkpoints.SECOND_MOMENTS, "model.norm.weight");
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the policy of the checkpoint "
                        + fixture.checkpoint(STEPS).folder() + " does not fit")
                .hasMessageContaining("model.norm.weight has shape [1, 3]");
    }
}
