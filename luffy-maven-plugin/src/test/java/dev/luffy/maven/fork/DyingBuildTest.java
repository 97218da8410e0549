package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the worker when the Maven process itself is stopped or killed. */
@Timeout(60)
class DyingBuildTest {

    @TempDir
    Path folder;

    @Test
    void aTerminatedBuildWaitsForTheCheckpointAndSaysWhereItResumes() throws Exception {
        Process build = build();
        ProcessHandle worker = ProcessHandle.of(Fakes.awaitPid(folder)).orElseThrow();

        build.toHandle().destroy(); // SIGTERM; Process.destroy would close the output that is read below

        assertThat(build.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.isAlive()).isFalse();
        assertThat(new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("resumes after step 2");
    }

    @Test
    void aKilledBuildLeavesNoOrphan() throws Exception {
        Process build = build();
        ProcessHandle worker = ProcessHandle.of(Fakes.awaitPid(folder)).orElseThrow();

        build.destroyForcibly(); // SIGKILL: no hook runs, only the pipe closes

        worker.onExit().get(30, TimeUnit.SECONDS);
        assertThat(folder.resolve("events.ndjson")).content().contains("\"event\":\"interrupted\"");
    }

    @Test
    void ctrlCDoesNotReachTheWorker() throws Exception {
        Process build = build();
        long worker = Fakes.awaitPid(folder);

        new ProcessBuilder("/bin/kill", "-INT", Long.toString(worker)).start().waitFor();

        assertThat(ProcessHandle.of(worker).orElseThrow().onExit())
                .as("the worker outlives the terminal's SIGINT")
                .failsWithin(java.time.Duration.ofMillis(500));
        build.destroy();
        assertThat(build.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private Process build() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        FakeBuild.class.getName(),
                        "checkpoint-at-end-of-input",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }
}
