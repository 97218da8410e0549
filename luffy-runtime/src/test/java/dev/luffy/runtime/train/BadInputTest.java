package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Reshape;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Schedule;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the user may get wrong: each failure names the file or element, the value and the fix. */
class BadInputTest {

    @TempDir
    Path temporary;

    private RunFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary);
    }

    @Test
    void aMalformedLineIsNamedByFileAndNumber() throws Exception {
        Files.writeString(fixture.problems, Files.readString(fixture.problems) + "{\"id\":\"p9\",\n");
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("problems.jsonl:9");
    }

    @Test
    void emptyDataIsRefused() throws Exception {
        Files.writeString(fixture.problems, "");
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("problems.jsonl");
    }

    @Test
    void aTraceLongerThanTheLimitIsRefusedInsteadOfCut() throws Exception {
        String longTrace = "{\"problemId\":\"p0\",\"text\":\"" + "1 + 2 = 3, ".repeat(20) + "</think>7\"}\n";
        Files.writeString(fixture.traces, longTrace + Files.readString(fixture.traces));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("traces.jsonl")
                .hasMessageContaining("'p0'")
                .hasMessageContaining("<maximumResponseTokens> is 16");
    }

    @Test
    void aTraceWithAnEndTokenInsideIsRefused() throws Exception {
        Files.writeString(
                fixture.traces, Files.readString(fixture.traces).replace("2</think>9", "2<|im_end|></think>9"));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("traces.jsonl")
                .hasMessageContaining("'p2'")
                .hasMessageContaining("end-of-sequence");
    }

    @Test
    void aPromptLongerThanTheWindowIsRefused() throws Exception {
        Files.writeString(fixture.problems, Files.readString(fixture.problems).replace("3+7=", "3+7=".repeat(30)));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("problems.jsonl")
                .hasMessageContaining("'p3'")
                .hasMessageContaining("<maximumPromptTokens> is 16");
    }

    @Test
    void limitsBeyondTheModelsContextAreRefused() {
        Experiment wide = Declarations.with(Declarations.luffy(), new Rollout(500, 16, 1, 1, 0, 64));
        assertThatThrownBy(() -> fixture.run(wide))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("516")
                .hasMessageContaining("max_position_embeddings 512");
    }

    @Test
    void aProblemWithoutItsTraceIsRefused() throws Exception {
        Files.writeString(fixture.traces, Files.readString(fixture.traces).replace("\"p5\"", "\"other\""));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'p5'")
                .hasMessageContaining("<offPolicyRollouts>");
    }

    @ParameterizedTest
    @EnumSource(
            value = Preset.class,
            names = {
                "LUFFY",
                "LUFFY_PAPER",
                "MIXED_GRPO",
                "MIXED_GRPO_SHAPING",
                "MIXED_GRPO_SHAPING_NO_CLIP",
                "RL_WITH_SFT_LOSS",
                "SFT"
            })
    void aMethodWithATeacherAndNoTracesIsRefusedBeforeAnythingIsTrained(Preset preset) throws Exception {
        Experiment taught = Declarations.of(preset.method(preset.sources().get(0), 16), 2);
        Request whole = fixture.request(taught, Request.Resume.AUTO);
        Request without = new Request(
                taught,
                Declarations.with(whole.inputs(), "traces", null),
                Declarations.with(whole.paths(), "traces", null),
                Request.Resume.AUTO);
        assertThatThrownBy(() -> new Run(without, () -> {}, fixture.events::add).execute())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("<method> " + preset + " has <offPolicyRollouts> 1, but there are no <traces>");
        assertThat(fixture.output().resolve("metrics.ndjson")).doesNotExist();
    }

    @Test
    void anAnswerThatIsNoIntegerIsRefusedInsteadOfNeverRewarded() throws Exception {
        Files.writeString(
                fixture.problems,
                Files.readString(fixture.problems).replace("\"answer\":\"9\"", "\"answer\":\"nine\""));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'p2'")
                .hasMessageContaining("nine");
    }

    @Test
    void fewerProblemsThanAStepTakesAreRefused() {
        Experiment greedy =
                Declarations.with(Declarations.luffy(), new Schedule(2, 9, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 1));
        assertThatThrownBy(() -> fixture.run(greedy))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("8 problems")
                .hasMessageContaining("<promptsPerStep> is 9");
    }

    @Test
    void anInputThatChangedSinceItWasDigestedIsRefused() throws Exception {
        Request request = fixture.request(Declarations.luffy(), Request.Resume.AUTO);
        Files.writeString(fixture.problems, Files.readString(fixture.problems).replace("3+7=", "3+8="));
        assertThatThrownBy(() -> new Run(request, () -> {}, fixture.events::add).execute())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("changed");
    }

    @Test
    void aCheckpointFolderThatCannotBeWrittenIsNamedAndLosesNothing() throws Exception {
        Files.writeString(temporary.resolve("checkpoints"), "in the way");
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(temporary.resolve("checkpoints").toString())
                .hasMessageContaining("run again");
        Files.delete(temporary.resolve("checkpoints"));
        fixture.run(Declarations.luffy());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is how Linux lets a disk be full")
    void aFullDiskIsToldAndTheNextRunGoesOn() throws Exception {
        Files.createDirectories(fixture.output());
        Path metrics = fixture.output().resolve("metrics.ndjson");
        Files.createSymbolicLink(metrics, Path.of("/dev/full"));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("metrics.ndjson")
                .hasMessageContaining("No space left on device");
        Files.delete(metrics);
        fixture.run(Declarations.luffy());
        assertThat(fixture.last(Event.Finished.class).modelSha256()).hasSize(64);
    }

    @Test
    void aNegativeGammaIsRefusedByName() {
        assertThatThrownBy(() -> new Reshape.Shaping(-0.1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessage("<gamma> is -0.1, but must be greater than 0");
    }

    @Test
    void aGroupOfOneRowIsRefused() {
        Method withoutTeacher = Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 16);
        assertThatThrownBy(() -> Declarations.with(withoutTeacher, "onPolicyRollouts", 1))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<onPolicyRollouts> is 1");
    }

    @Test
    void zeroRolloutsAreRefused() {
        Method withoutTeacher = Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 16);
        assertThatThrownBy(() -> Declarations.with(withoutTeacher, "onPolicyRollouts", 0))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<onPolicyRollouts> is 0");
    }
}
