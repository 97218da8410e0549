package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.evaluate.EvaluationFixture;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that evaluates, as a process of its own. */
class EvaluationProcessTest {

    private static final int SAMPLES = 24;
    private static final long ALL = EvaluationFixture.PROBLEMS * (1L + SAMPLES);

    @TempDir
    Path temporary;

    private EvaluationFixture fixture;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new EvaluationFixture(temporary.resolve("killed"));
    }

    @Test
    void aKilledEvaluationGoesOnToTheSameResponsesAsAnUninterruptedOne() throws Exception {
        EvaluationFixture whole = new EvaluationFixture(temporary.resolve("whole"));
        assertThat(start(whole).finish()).isZero();

        WorkerProcess killed = start(fixture);
        killed.await(answered(40));
        killed.kill();
        assertThat(fixture.lines().size()).isBetween(40, (int) ALL - 1);
        WorkerProcess resumed = start(fixture);
        assertThat(resumed.finish()).isZero();

        assertThat(resumed.first(Event.Started.class).resumedFrom()).isBetween(40L, ALL - 1);
        assertThat(((Event.Evaluated) resumed.last()).responses()).isEqualTo(ALL);
        assertThat(fixture.lines()).isEqualTo(whole.lines());
    }

    @Test
    void theEndOfStandardInputStopsItAndTellsHowManyResponsesAreSafe() throws Exception {
        WorkerProcess worker = start(fixture);
        worker.await(answered(20));
        assertThat(worker.letGo()).isEqualTo(ExitCode.INTERRUPTED.code());
        Event.Interrupted interrupted = (Event.Interrupted) worker.last();
        assertThat(interrupted.step())
                .isGreaterThanOrEqualTo(20)
                .isEqualTo(fixture.lines().size());
    }

    @Test
    void aUsersMistakeIsToldAndHasItsOwnExitCode() throws Exception {
        EvaluationRequest request = request(fixture);
        Files.writeString(fixture.problems, Files.readString(fixture.problems).replace("3+7=", "3+8="));
        WorkerProcess worker = WorkerProcess.start(fixture.folder, request);
        assertThat(worker.finish()).isEqualTo(ExitCode.USER_ERROR.code());
        Event.Failed failed = (Event.Failed) worker.last();
        assertThat(failed.kind()).isEqualTo(Event.Kind.USER);
        assertThat(failed.message()).contains("problems.jsonl changed");
    }

    private static EvaluationRequest request(EvaluationFixture where) throws IOException {
        return Declarations.with(where.request(SAMPLES, 0.0, 1.0), "maximumTokens", 100);
    }

    private static WorkerProcess start(EvaluationFixture where) throws IOException {
        return WorkerProcess.start(where.folder, request(where));
    }

    private static Predicate<Event> answered(long responses) {
        return event -> event instanceof Event.Answered a && a.done() >= responses;
    }
}
