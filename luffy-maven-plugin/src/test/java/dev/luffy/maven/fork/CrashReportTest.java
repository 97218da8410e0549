package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.MemoryAdvice;
import dev.luffy.runtime.experiment.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {

    @TempDir
    Path folder;

    private String report(int exitCode, String message, String log) throws IOException {
        Files.writeString(folder.resolve("train.log"), log);
        return CrashReport.of(
                "x, seed 1",
                folder,
                "train.log",
                new WorkerEnd.Crashed(exitCode, message, 5, Stage.SAMPLING),
                Fakes.ADVICE);
    }

    @Test
    void aKilledWorkerMostLikelyLackedMemory() throws IOException {
        assertThat(report(137, null, "last line\n"))
                .isEqualTo("the worker of x, seed 1 ended with exit code 137 and without a result"
                        + "\n  It was killed from outside while responses were sampled, most likely by the system because"
                        + " memory ran out"
                        + "\n  The plan is 3 GiB"
                        + "\n  To fix: lower <this>"
                        + "\n  | last line"
                        + "\n  Full log: " + folder.resolve("train.log"));
    }

    @Test
    void aPlanThatIsNoComparisonIsLeftOut() throws IOException {
        Files.writeString(folder.resolve("train.log"), "");
        MemoryAdvice onDevice = new MemoryAdvice("", "\n  To fix: lower <this>", "");
        assertThat(CrashReport.of(
                        "x", folder, "train.log", new WorkerEnd.Crashed(137, null, 5, Stage.SAMPLING), onDevice))
                .contains("because memory ran out\n  To fix: lower <this>\n");
    }

    @Test
    void whatLibtorchSaidBeforeItAbortedIsBelieved() throws IOException {
        String log = "terminate called after throwing an instance of 'c10::Error'\n"
                + "  what():  [enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you"
                + " tried to allocate 1073741824 bytes. Error code 12 (Cannot allocate memory)\n";
        assertThat(report(134, null, log))
                .contains(
                        "\n  Memory ran out while responses were sampled: libtorch asked for 1.0 GiB more of the machine's"
                                + " memory and did not get it\n  The plan is 3 GiB\n  To fix: lower <this>\n  | terminate called");
    }

    @Test
    void aFullHeapThatTheWorkerStillNamedNamesTheOption() throws IOException {
        assertThat(report(1, "java.lang.OutOfMemoryError: Java heap space", "log\n"))
                .contains("\n  Memory ran out while responses were sampled: the Java heap is full (Java heap space)\n")
                .contains(
                        "-Dluffy.worker.jvmArguments=-Xmx2048m\n  That changes no bit of a result: the next run waits\n")
                .contains("\n  It said: java.lang.OutOfMemoryError: Java heap space\n")
                .doesNotContain("lower <this>");
    }

    @Test
    void anotherCrashSaysNothingOfMemory() throws IOException {
        assertThat(report(134, null, "SIGSEGV\n"))
                .doesNotContainIgnoringCase("memory")
                .doesNotContain("lower <this>")
                .endsWith("The next run resumes after step 5");
    }
}
