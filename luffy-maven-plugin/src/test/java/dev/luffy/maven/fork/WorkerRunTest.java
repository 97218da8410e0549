package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerRunTest {

    @TempDir
    Path folder;

    private final Fakes.Memory memory = new Fakes.Memory();

    private WorkerEnd run(String behaviour) {
        return new WorkerRun(Fakes.command(behaviour), folder, "train.log").run(memory);
    }

    @Test
    void aFinishedWorkersEventsAreHeardInOrder() {
        assertThat(run("finish")).isEqualTo(new WorkerEnd.Finished());
        assertThat(memory.events)
                .hasExactlyElementsOfTypes(Event.Started.class, Event.Step.class, Event.Finished.class);
        assertThat(memory.interruptedAt).isEqualTo(-1);
    }

    @Test
    void aUserErrorCarriesTheWorkersSentence() {
        assertThat(run("user-error")).isEqualTo(new WorkerEnd.UserError("problem 3 has no answer"));
    }

    @Test
    void aDivergedRunCarriesTheWorkersSentence() {
        assertThat(run("diverge")).isEqualTo(new WorkerEnd.Diverged("the loss of step 2 is not finite"));
    }

    @Test
    void anotherExitCodeIsACrash() {
        assertThat(run("break")).isEqualTo(new WorkerEnd.Crashed(134, null, 0, Stage.READING));
    }

    @Test
    void anExitCodeThatItsEventsDoNotExplainIsACrash() {
        assertThat(run("lie")).isEqualTo(new WorkerEnd.Crashed(3, null, 0, Stage.READING));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a system without signals tells nothing of them")
    void aKilledWorkerIsACrashAtWhatItSaidLast() {
        assertThat(run("be-killed")).isEqualTo(new WorkerEnd.Crashed(137, null, 4, Stage.UPDATING));
    }

    @Test
    void aFullHeapThatEndsTheWorkersJvmIsACrashThatItsLogExplains() {
        WorkerEnd end = new WorkerRun(Fakes.command("fill-heap", "-XX:+ExitOnOutOfMemoryError"), folder, "train.log")
                .run(memory);

        assertThat(end).isInstanceOf(WorkerEnd.Crashed.class);
        assertThat(CrashReport.of("x", folder, "train.log", (WorkerEnd.Crashed) end, Fakes.ADVICE))
                .contains("Memory ran out while inputs were read: the Java heap is full (Java heap space)")
                .contains(
                        "-Dluffy.worker.jvmArguments=-Xmx2048m\n  That changes no bit of a result: the next run waits")
                .doesNotContain("lower <this>");
    }

    @Test
    void outputAndCommandAreKept() throws Exception {
        run("break");

        assertThat(folder.resolve("train.log")).content().contains("OMP_NUM_THREADS=3", "line 1\n", "line 100\n");
        assertThat(folder.resolve("command.txt"))
                .content()
                .contains("OMP_NUM_THREADS=3", "MKL_DYNAMIC=FALSE", FakeWorker.class.getName(), "'break'");
    }

    @Test
    void eventsOfAnEarlierRunAreForgotten() throws Exception {
        Files.writeString(folder.resolve("events.ndjson"), "{\"event\":\"interrupted\",\"step\":9}\n");

        assertThat(run("finish")).isEqualTo(new WorkerEnd.Finished());
        assertThat(memory.events).noneMatch(Event.Interrupted.class::isInstance);
    }

    @Test
    void anInterruptedBuildLetsTheWorkerWriteItsCheckpoint() throws Exception {
        assertThat(interrupt("checkpoint-at-end-of-input", Duration.ofSeconds(30)))
                .isEqualTo(new WorkerEnd.Interrupted(2));
        assertThat(memory.interruptedAt).isEqualTo(2);
    }

    @Test
    void aWorkerThatDoesNotLeaveIsKilledAfterTheGrace() throws Exception {
        assertThat(interrupt("hang", Duration.ofMillis(300))).isEqualTo(new WorkerEnd.Interrupted(1));
        assertThat(ProcessHandle.of(Fakes.awaitPid(folder))).isEmpty();
    }

    @Test
    void aSpaceAQuoteAndABackslashInAnArgumentReachTheWorker() {
        Command command = Fakes.command("a \"b\" \\c");

        new WorkerRun(command, folder, "train.log").run(memory);

        assertThat(folder.resolve("train.log")).content().contains("IllegalArgumentException: a \"b\" \\c");
    }

    @Test
    void whatAWorkerIsToldOverItsInputIsInNoFileOfItsFolder() throws Exception {
        String secret = "sk-f00dcafe";

        WorkerEnd end = new WorkerRun(Fakes.command("listen"), folder, "train.log", secret).run(memory);

        assertThat(end).isEqualTo(new WorkerEnd.Finished());
        assertThat(folder.resolve("train.log")).content().contains("heard " + secret.length() + " characters");
        for (String file : new String[] {"command.txt", "worker.args", "events.ndjson", "train.log"}) {
            assertThat(folder.resolve(file)).content().doesNotContain(secret);
        }
    }

    @Test
    void aWorkerThatEndsBeforeItHasListenedEndsAsItEnds() {
        String secret = "x".repeat(1 << 20); // more than a pipe holds

        assertThat(new WorkerRun(Fakes.command("user-error"), folder, "train.log", secret).run(memory))
                .isEqualTo(new WorkerEnd.UserError("problem 3 has no answer"));
    }

    private WorkerEnd interrupt(String behaviour, Duration grace) throws Exception {
        CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
        Thread build = new Thread(
                () -> end.complete(
                        new WorkerRun(Fakes.command(behaviour), folder, "train.log", null, grace).run(memory)),
                "build");
        build.start();
        Fakes.awaitPid(folder);
        build.interrupt();
        return end.get(50, TimeUnit.SECONDS);
    }
}
