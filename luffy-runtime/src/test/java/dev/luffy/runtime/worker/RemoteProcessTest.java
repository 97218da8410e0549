package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.endpoint.Stub;
import dev.luffy.runtime.endpoint.Stub.Reply;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.RolloutServer.Api;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.remote.DecoderServer;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose responses come from a server, as a process of its own. */
@Timeout(180)
class RemoteProcessTest {

    private static final String KEY = "sk-" + "f00dcafe".repeat(4);
    private static final int ROWS = 28; // of a step

    private static final Experiment EXPERIMENT = Declarations.served(
            Declarations.with(Declarations.luffy(), new Schedule(10, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 5, 2)),
            Api.GENERATE,
            true);

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private DecoderServer server;

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("killed"));
        server = new DecoderServer(EXPERIMENT, fixture.model, fixture.problems);
    }

    @AfterEach
    void stopTheServer() {
        server.close();
    }

    private Request request(RunFixture of, DecoderServer from) throws IOException {
        return of.request(EXPERIMENT, Declarations.with(from.access(of.folder), "keyed", true));
    }

    /** Questions of a step are answered until so many are, then kept waiting. */
    private void holdBack(int step, int answers) {
        CountDownLatch never = new CountDownLatch(1);
        server.trouble(request -> {
            if (!("Bearer " + KEY).equals(request.authorization())) return Reply.of(401, "{}");
            // One at a time: what is let through has been counted when the next is looked at.
            synchronized (this) {
                if (server.step(request) != step || server.answers(step) < answers) return server.answer(request);
            }
            server.stub().await(never);
            return Reply.of(503, "{}");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterSigkillItEndsWithTheBytesOfARunThatNobodyKilled(boolean neverTheSameTwice) throws Exception {
        RunFixture whole = new RunFixture(temporary.resolve("whole"));
        try (DecoderServer undisturbed = new DecoderServer(EXPERIMENT, whole.model, whole.problems)) {
            assertThat(WorkerProcess.start(whole.folder, request(whole, undisturbed), KEY)
                            .finish())
                    .isZero();
        }
        if (neverTheSameTwice) server.forgetful();
        holdBack(8, 11);
        WorkerProcess killed = WorkerProcess.start(fixture.folder, request(fixture, server), KEY);
        Path journal = fixture.folder.resolve("checkpoints/rollouts-00000008.ndjson");
        await(() -> Files.exists(journal) && Files.readAllLines(journal).size() == 12);
        killed.kill();
        assertThat(killed.told()).noneMatch(Event.Interrupted.class::isInstance);

        server.trouble(request -> null);
        WorkerProcess resumed = WorkerProcess.start(fixture.folder, request(fixture, server), KEY);
        assertThat(resumed.finish()).isZero();
        assertThat(resumed.first(Event.Started.class).resumedFrom()).isEqualTo(5);
        assertThat(server.mostAnswers()).isEqualTo(1);
        assertThat(server.answers(6)).as("made again without the server").isEqualTo(ROWS);
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
    }

    @Test
    void aWorkerThatWaitsForItsServerLeavesACheckpointWhenItsParentLeaves() throws Exception {
        holdBack(3, 5);
        WorkerProcess worker = WorkerProcess.start(fixture.folder, request(fixture, server), KEY);
        await(() -> server.answers(3) == 5);
        worker.await(event -> event instanceof Event.Phase phase
                && phase.name().equals("waiting for the server: 5 of 28 responses of step 3"));
        long asked = System.nanoTime();
        assertThat(worker.letGo()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked)).isLessThan(5);
        assertThat(worker.last()).isEqualTo(new Event.Interrupted(2));
        assertThat(fixture.folder.resolve("checkpoints/step-00000002")).exists();
        assertThat(fixture.folder.resolve("checkpoints/rollouts-00000003.ndjson"))
                .exists();
    }

    @Test
    void theKeyComesOverStandardInputAndStaysThere() throws Exception {
        holdBack(99, 0);
        WorkerProcess worker = WorkerProcess.start(fixture.folder, request(fixture, server), KEY);
        assertThat(worker.finish()).isZero();
        assertThat(server.stub().received()).map(Stub.Request::authorization).containsOnly("Bearer " + KEY);
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(KEY);
            }
        }
    }

    @Test
    void aParentThatLeavesBeforeItHasSaidTheKeyEndsTheWorker() throws Exception {
        WorkerProcess worker = WorkerProcess.start(fixture.folder, request(fixture, server));
        assertThat(worker.letGo()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(server.stub().received()).isEmpty();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
