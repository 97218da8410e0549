package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.train.AimeFixture;
import dev.luffy.runtime.train.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every method on the built-in benchmark, its worker killed with SIGKILL in the middle. All that a method keeps, a second
 * model and its moments included, has to be in the checkpoint for the next worker to end with the same bytes.
 */
class KilledMethodTest {

    /** Short of a checkpoint, so that steps are lost and made again. */
    private static final int KILLED_AFTER = 7;

    private static final int CHECKPOINT_EVERY = 5;

    @TempDir
    static Path shared;

    private static AimeFixture aime;

    @TempDir
    Path temporary;

    @BeforeAll
    static void writeTheBenchmark() throws IOException {
        aime = new AimeFixture(shared);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void itGoesOnAfterSigkillToTheBytesOfARunThatNobodyKilled(Preset preset) throws Exception {
        Experiment experiment = of(preset);
        int steps = experiment.schedule().steps();
        new Run(request(experiment, "whole"), () -> {}, event -> {}).execute();

        WorkerProcess killed = WorkerProcess.start(temporary, request(experiment, "killed"));
        killed.await(event -> event instanceof Event.Step step && step.step() >= KILLED_AFTER);
        killed.kill();
        assertThat(killed.process().exitValue()).isNotZero();
        assertThat(killed.told()).noneMatch(Event.Interrupted.class::isInstance);
        assertThat(killed.told()).noneMatch(event -> event instanceof Event.Step s && s.step() == steps);
        assertThat(temporary.resolve("killed/model")).doesNotExist();

        WorkerProcess resumed = WorkerProcess.start(temporary, request(experiment, "killed"));
        assertThat(resumed.finish()).isZero();
        assertThat(resumed.first(Event.Started.class).resumedFrom()).isBetween((long) CHECKPOINT_EVERY, steps - 1L);
        for (String file : List.of("model/model.safetensors", "metrics.ndjson", "summary.json")) {
            assertThat(temporary.resolve("killed").resolve(file))
                    .hasSameBinaryContentAs(temporary.resolve("whole").resolve(file));
        }
        assertThatTheLastCheckpointsAreEqual("checkpoints-%s/step-%08d", steps);
    }

    private void assertThatTheLastCheckpointsAreEqual(String folder, int steps) throws IOException {
        Path whole = temporary.resolve(folder.formatted("whole", steps));
        Path killed = temporary.resolve(folder.formatted("killed", steps));
        assertThat(names(killed)).isEqualTo(names(whole)).contains("progress.json", "first-moments.safetensors");
        for (String name : names(whole)) {
            assertThat(killed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Request request(Experiment experiment, String name) throws IOException {
        return aime.request(experiment, aime.base, temporary.resolve(name), temporary.resolve("checkpoints-" + name));
    }

    /** As many steps as leave the kill a second before the last. */
    private static Experiment of(Preset preset) {
        Method method = preset.method(preset.sources().get(0), 32);
        int steps = method.onPolicyRollouts() == 0 ? 200 : method.critic() != null ? 16 : 24;
        return AimeFixture.experiment(preset, steps, CHECKPOINT_EVERY, 4);
    }
}
