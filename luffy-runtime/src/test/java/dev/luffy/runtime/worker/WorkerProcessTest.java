package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, as the plugin starts it. */
class WorkerProcessTest {

    private static final long PATIENCE_SECONDS = 120;

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
        assertThat(finish(start(whole))).isZero();

        Process process = start(fixture);
        awaitStep(process, 17);
        process.destroyForcibly().waitFor(); // SIGKILL
        assertThat(fixture.output().resolve("model")).doesNotExist();
        assertThat(finish(start(fixture))).isZero();

        assertThat(resumedFrom(fixture)).isBetween(5L, 35L);
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
    }

    @Test
    void theEndOfStandardInputMeansCheckpointAndExit() throws Exception {
        Process process = start(fixture);
        awaitStep(process, 7);
        process.getOutputStream().close();
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThatTheLastStepWasSaved();
    }

    @Test
    void aTerminationSignalMeansCheckpointAndExit() throws Exception {
        Process process = start(fixture);
        awaitStep(process, 7);
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThatTheLastStepWasSaved();
    }

    @Test
    void aUsersMistakeIsToldAndHasItsOwnExitCode() throws Exception {
        Files.writeString(fixture.problems, "{\"id\":\"p0\",\"prompt\":\n");
        assertThat(finish(start(fixture))).isEqualTo(ExitCode.USER_ERROR.code());
        Event.Failed failed = (Event.Failed) lastEvent();
        assertThat(failed.kind()).isEqualTo(Event.Kind.USER);
        assertThat(failed.message()).contains("problems.jsonl:1");
    }

    private void assertThatTheLastStepWasSaved() throws IOException {
        Event.Interrupted interrupted = (Event.Interrupted) lastEvent();
        assertThat(interrupted.step()).isGreaterThanOrEqualTo(7);
        String folder = "checkpoints/step-%08d/progress.json".formatted(interrupted.step());
        assertThat(fixture.folder.resolve(folder)).exists();
    }

    private Process start(RunFixture where) throws IOException {
        Request request = where.request(experiment, Request.Resume.AUTO);
        Path file = Files.writeString(where.folder.resolve("request.json"), Json.readable(request));
        Files.deleteIfExists(where.output().resolve("events.ndjson"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                file.toString());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.redirectErrorStream(true)
                .redirectOutput(where.folder.resolve("worker.log").toFile());
        return builder.start();
    }

    private static int finish(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void awaitStep(Process process, long step) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (events(fixture).stream().anyMatch(e -> e instanceof Event.Step s && s.step() >= step)) return;
            Thread.sleep(5);
        }
        throw new AssertionError(
                "step " + step + " was never reached:\n" + Files.readString(fixture.folder.resolve("worker.log")));
    }

    private static long resumedFrom(RunFixture where) throws IOException {
        return events(where).stream()
                .filter(Event.Started.class::isInstance)
                .map(Event.Started.class::cast)
                .findFirst()
                .orElseThrow()
                .resumedFrom();
    }

    private Event lastEvent() throws IOException {
        List<Event> events = events(fixture);
        return events.get(events.size() - 1);
    }

    private static List<Event> events(RunFixture where) throws IOException {
        Path file = where.output().resolve("events.ndjson");
        if (!Files.exists(file)) return List.of();
        String text = Files.readString(file);
        String wholeLines = text.substring(0, text.lastIndexOf('\n') + 1);
        return wholeLines.lines().map(line -> Json.read(line, Event.class)).toList();
    }
}
