package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that trains, as a process of its own. */
class WorkerProcessTest {

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private final Experiment experiment =
            Declarations.with(Declarations.luffy(), new Schedule(40, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 5, 2));

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("killed"));
    }

    @Test
    void aKilledRunGoesOnToTheSameBytesAsAnUninterruptedOne() throws Exception {
        RunFixture whole = new RunFixture(temporary.resolve("whole"));
        assertThat(start(whole).finish()).isZero();

        WorkerProcess killed = start(fixture);
        killed.await(step(17));
        killed.kill();
        assertThat(fixture.output().resolve("model")).doesNotExist();
        WorkerProcess resumed = start(fixture);
        assertThat(resumed.finish()).isZero();

        assertThat(resumed.first(Event.Started.class).resumedFrom()).isBetween(5L, 35L);
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
    }

    @Test
    void theEndOfStandardInputMeansCheckpointAndExit() throws Exception {
        WorkerProcess worker = start(fixture);
        worker.await(step(7));
        assertThat(worker.letGo()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThatTheLastStepWasSaved(worker);
    }

    @Test
    void aTerminationSignalMeansCheckpointAndExit() throws Exception {
        WorkerProcess worker = start(fixture);
        worker.await(step(7));
        worker.process().destroy(); // SIGTERM
        assertThat(worker.process().waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThatTheLastStepWasSaved(worker);
    }

    @Test
    void aUsersMistakeIsToldAndHasItsOwnExitCode() throws Exception {
        Files.writeString(fixture.problems, "{\"id\":\"p0\",\"prompt\":\n");
        WorkerProcess worker = start(fixture);
        assertThat(worker.finish()).isEqualTo(ExitCode.USER_ERROR.code());
        Event.Failed failed = (Event.Failed) worker.last();
        assertThat(failed.kind()).isEqualTo(Event.Kind.USER);
        assertThat(failed.message()).contains("problems.jsonl:1");
    }

    private void assertThatTheLastStepWasSaved(WorkerProcess worker) throws IOException {
        Event.Interrupted interrupted = (Event.Interrupted) worker.last();
        assertThat(interrupted.step()).isGreaterThanOrEqualTo(7);
        String folder = "checkpoints/step-%08d/progress.json".formatted(interrupted.step());
        assertThat(fixture.folder.resolve(folder)).exists();
    }

    private WorkerProcess start(RunFixture where) throws IOException {
        return WorkerProcess.start(where.folder, where.request(experiment, Request.Resume.AUTO));
    }

    private static Predicate<Event> step(long step) {
        return event -> event instanceof Event.Step s && s.step() >= step;
    }
}
