package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Validation;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stop, a kill or damage leaves behind, and what the next run makes of it. */
class ResumeTest {

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
        assertThat(fixture.checkpoint(4).file("progress.json")).exists();
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
    void aCheckpointOfAnotherVersionIsRefusedAsSuch() throws Exception {
        fixture.run(Declarations.luffy());
        Path progress = fixture.checkpoint(4).file("progress.json");
        Files.writeString(progress, Files.readString(progress).replaceFirst("\"format\" : \\d+", "\"format\" : 1"));
        assertThatThrownBy(() -> fixture.run(Declarations.luffy()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another version of this plugin")
                .hasMessageContaining("(format 1, here ")
                .hasMessageContaining("-Dluffy.resume=never -Dluffy.experiments=tiny");
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
        Path newest = fixture.checkpoint(4).file("model.safetensors");
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
    void onlyTheNewestCheckpointsAreKept() throws Exception {
        Experiment experiment =
                Declarations.with(Declarations.luffy(), new Schedule(5, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 2));
        fixture.run(experiment);
        try (var folders = Files.list(fixture.folder.resolve("checkpoints"))) {
            assertThat(folders.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000004", "step-00000005");
        }
    }

    private static Stop stopAtCheck(int number) {
        int[] seen = {0};
        return () -> {
            if (++seen[0] >= number) throw new StopRequested();
        };
    }
}
