package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Critic;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.tensor.FloatTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of a run with a value network that do not fit it, damaged or foreign: told before anything is trained. */
class CriticCheckpointTest {

    @TempDir
    Path temporary;

    private RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("first"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"critic.safetensors", "critic-first-moments.safetensors", "critic-second-moments.safetensors"})
    void aCriticOfAnotherShapeIsRefusedBeforeAnyTraining(String name) throws Exception {
        fixture.run(CriticTest.experiment());
        reshape(CriticTest.last(fixture).resolve(name), "value_head.weight");
        signAgain(CriticTest.last(fixture));
        assertThatThrownBy(() -> fixture.run(CriticTest.experiment()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "the critic of the checkpoint " + CriticTest.last(fixture) + " does not fit the model")
                .hasMessageContaining("value_head.weight has shape [1, 3]")
                .hasMessageContaining("-Dluffy.resume=never");
        assertThat(fixture.events).noneMatch(event -> event instanceof Event.Started || event instanceof Event.Step);
    }

    /** Its head is missing, and there is an output projection instead: what is in the file is a policy. */
    @Test
    void aForeignCriticThatIsAPolicyIsRefusedBeforeAnyTraining() throws Exception {
        fixture.run(CriticTest.experiment());
        Path file = CriticTest.last(fixture).resolve(AuxiliaryModel.Role.CRITIC.weights());
        Files.copy(CriticTest.last(fixture).resolve(Checkpoints.WEIGHTS), file, StandardCopyOption.REPLACE_EXISTING);
        signAgain(CriticTest.last(fixture));
        assertThatThrownBy(() -> fixture.run(CriticTest.experiment()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "the critic of the checkpoint " + CriticTest.last(fixture) + " does not fit the model")
                .hasMessageContaining("value_head.weight");
        assertThat(fixture.events).noneMatch(Event.Started.class::isInstance);
    }

    @Test
    void aForeignCriticThatIsNoTensorFileIsPassedOverWithItsCheckpoint() throws Exception {
        String whole = fixture.run(CriticTest.experiment());
        Files.writeString(CriticTest.last(fixture).resolve(AuxiliaryModel.Role.CRITIC.weights()), "nonsense");
        signAgain(CriticTest.last(fixture));
        assertThat(fixture.run(CriticTest.experiment())).isEqualTo(whole);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(2);
        assertThat(fixture.last(Event.Started.class).notice()).contains("step-00000004", "passed over");
    }

    @Test
    void aCheckpointOfAnotherCriticIsRefusedAndNamesTheField() throws Exception {
        fixture.run(CriticTest.experiment());
        Critic other = Declarations.with(CriticTest.experiment().method().critic(), "lambda", 0.5);
        Experiment changed = Declarations.with(
                CriticTest.experiment(),
                Declarations.with(CriticTest.experiment().method(), "critic", other));
        assertThatThrownBy(() -> fixture.run(changed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("experiment.method.critic.lambda was 0.95 and is now 0.5");
        Experiment without =
                Declarations.with(CriticTest.experiment(), Preset.OAT_ZERO.method(Method.Source.ORIGINAL, 16));
        assertThatThrownBy(() -> fixture.run(without)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aDamagedCriticMakesItsCheckpointOneThatIsPassedOver() throws Exception {
        String whole = fixture.run(CriticTest.experiment());
        Files.delete(CriticTest.last(fixture).resolve(AuxiliaryModel.Role.CRITIC.secondMoments()));
        assertThat(fixture.run(CriticTest.experiment())).isEqualTo(whole);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(2);
    }

    @Test
    void aRunStartsFromTheModelOfARunWithACriticWithoutOne() throws Exception {
        fixture.run(CriticTest.experiment());
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
        reshape(CriticTest.last(fixture).resolve(Checkpoints.SECOND_MOMENTS), "model.norm.weight");
        signAgain(CriticTest.last(fixture));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the policy of the checkpoint " + CriticTest.last(fixture) + " does not fit")
                .hasMessageContaining("model.norm.weight has shape [1, 3]");
    }

    private static void reshape(Path file, String tensor) throws Exception {
        Map<String, FloatTensor> tensors = new TreeMap<>();
        Safetensors stored = Safetensors.open(file);
        for (String each : stored.names()) tensors.put(each, stored.read(each));
        tensors.put(tensor, new FloatTensor(new long[] {1, 3}, new float[3]));
        Files.delete(file);
        Safetensors.write(file, tensors);
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
