package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.runtime.endpoint.Stub.Reply;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.RolloutServer.Api;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.remote.DecoderServer;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a server's responses, and what a run that repeats steps makes of it. */
@Timeout(120)
class RemoteResumeTest {

    @TempDir
    static Path shared;

    private static RunFixture whole;

    /** Six steps, a checkpoint after every second. */
    private static final Experiment EXPERIMENT = Declarations.served(
            Declarations.with(Declarations.luffy(), new Schedule(6, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 2, 2)),
            Api.GENERATE,
            true);

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private DecoderServer server;

    @BeforeAll
    static void trainUndisturbed() throws Exception {
        whole = new RunFixture(shared);
        try (DecoderServer undisturbed = new DecoderServer(EXPERIMENT, whole.model, whole.problems)) {
            whole.run(EXPERIMENT, undisturbed, () -> {});
        }
    }

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary);
        server = new DecoderServer(EXPERIMENT, fixture.model, fixture.problems);
    }

    @AfterEach
    void stopTheServer() {
        server.close();
    }

    private void run() throws IOException {
        fixture.run(EXPERIMENT, server, () -> {});
    }

    private Path journal(int step) {
        return temporary.resolve("checkpoints/rollouts-%08d.ndjson".formatted(step));
    }

    private void assertThatItEndedAsTheUndisturbedOne() {
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(fixture.output().resolve(file))
                    .hasSameBinaryContentAs(whole.output().resolve(file));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 26, 41, 90})
    void aRunStoppedAnywhereGoesOnToTheSameBytes(int checks) throws Exception {
        int[] seen = {0};
        Stop stop = () -> {
            if (++seen[0] >= checks) throw new StopRequested();
        };
        assertThatThrownBy(() -> fixture.run(EXPERIMENT, server, stop)).isInstanceOf(StopRequested.class);
        run();
        assertThatItEndedAsTheUndisturbedOne();
    }

    /** The next answer is never given, so nothing that the server says is lost. */
    @Test
    void aServerThatNeverSaysTheSameTwiceIsAskedEverythingOnce() throws Exception {
        server.forgetful()
                .trouble(
                        request -> server.step(request) == 4 && server.answers(4) >= 13 ? Reply.of(503, "wait") : null);
        assertThatThrownBy(this::run).hasMessageContaining("503");
        assertThat(lines(4)).isEqualTo(server.answers(4)).isBetween(13, 27);
        assertThat(fixture.last(Event.Saved.class).step()).isEqualTo(2);
        server.trouble(request -> null);
        run();
        assertThat(server.mostAnswers()).isEqualTo(1);
        assertThatItEndedAsTheUndisturbedOne();
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(2);
    }

    @Test
    void withoutTheJournalTheSameServerLeadsElsewhere() throws Exception {
        server.forgetful()
                .trouble(
                        request -> server.step(request) == 4 && server.answers(4) >= 13 ? Reply.of(503, "wait") : null);
        assertThatThrownBy(this::run).hasMessageContaining("503");
        for (int step : new int[] {3, 4}) Files.delete(journal(step));
        server.trouble(request -> null);
        run();
        assertThat(Files.mismatch(
                        fixture.output().resolve("model/model.safetensors"),
                        whole.output().resolve("model/model.safetensors")))
                .isNotNegative();
    }

    @Test
    void aRepeatedStepAsksNothingAndLoadsNothing() throws Exception {
        server.forgetful();
        run();
        int loaded = server.loaded().size();
        Files.walk(temporary.resolve("checkpoints/step-00000006"))
                .sorted(Comparator.reverseOrder())
                .forEach(each -> each.toFile().delete());
        run();
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(4);
        assertThat(server.loaded()).hasSize(loaded);
        assertThat(server.mostAnswers()).isEqualTo(1);
        assertThatItEndedAsTheUndisturbedOne();
    }

    @Test
    void aTornLastLineIsAskedForAgain() throws Exception {
        stopInStep4();
        byte[] bytes = Files.readAllBytes(journal(4));
        Files.write(journal(4), Arrays.copyOf(bytes, bytes.length - 7));
        int whole = lines(4) - 1;
        assertThat(asked(4, this::run)).isEqualTo(28 - whole);
        assertThatItEndedAsTheUndisturbedOne();
    }

    @Test
    void aDamagedLineIsNamedAndLeftAlone() throws Exception {
        stopInStep4();
        String text = Files.readString(journal(4));
        Files.writeString(journal(4), text.replaceFirst("\"tokens\":\\[", "\"tokens\":[x"));
        assertThatThrownBy(this::run)
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("rollouts-00000004.ndjson")
                .hasMessageContaining("Delete the file to have the step's responses asked for again");
    }

    @Test
    void whatWasAskedOtherwiseIsNotTakenForAnAnswer() throws Exception {
        stopInStep4();
        String text = Files.readString(journal(4));
        Files.writeString(journal(4), text.replaceFirst("\"asked\":\"[0-9a-f]{4}", "\"asked\":\"0000"));
        int kept = lines(4);
        assertThat(asked(4, this::run)).isEqualTo(28 - kept + 1);
        assertThatItEndedAsTheUndisturbedOne();
    }

    @Test
    void responsesOfAnotherDeclarationAreRefusedAndStartingOverDropsThem() throws Exception {
        server.trouble(request -> server.step(request) == 2 ? Reply.of(503, "wait") : null);
        assertThatThrownBy(this::run).hasMessageContaining("503"); // before the first checkpoint
        server.trouble(request -> null);
        Experiment other = Declarations.served(EXPERIMENT, Api.GENERATE, false);
        assertThatThrownBy(() -> fixture.run(other, server, () -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rollouts-00000001.ndjson holds responses of another run")
                .hasMessageContaining("-Dluffy.resume=never");
        Request over = fixture.request(other, server.access(temporary));
        fixture.run(
                new Request(other, over.inputs(), over.paths(), Request.Resume.NEVER, over.server()), () -> {}, null);
    }

    @Test
    void journalsThatNoCheckpointGoesBackBehindAreRemoved() throws Exception {
        run();
        try (Stream<Path> files = Files.list(temporary.resolve("checkpoints"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "step-00000004", "step-00000006", "rollouts-00000005.ndjson", "rollouts-00000006.ndjson");
        }
    }

    /** After thirteen answers or a few more. */
    private void stopInStep4() {
        Stop stop = () -> {
            if (server.answers(4) >= 13) throw new StopRequested();
        };
        assertThatThrownBy(() -> fixture.run(EXPERIMENT, server, stop)).isInstanceOf(StopRequested.class);
        assertThat(fixture.last(Event.Interrupted.class).step()).isEqualTo(3);
        assertThat(fixture.last(Event.Saved.class).step()).isEqualTo(3);
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Questions about a step that something asks. */
    private long asked(int step, Action action) throws Exception {
        Thread.sleep(200); // what a stopped run had sent arrives yet
        int before = server.stub().received().size();
        action.run();
        return server.stub().received().stream()
                .skip(before)
                .filter(request -> server.step(request) == step)
                .count();
    }

    private int lines(int step) throws IOException {
        return Files.readAllLines(journal(step)).size() - 1;
    }
}
