package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

    private static final JavaInstallation JAVA = new JavaInstallation(Path.of("/java/bin/java"), 17);

    @TempDir
    Path folder;

    @Test
    void theUsersOptionsComeLastAndSoWin() {
        Command command = worker(new WorkerNeeds(1300, 3, 1000));

        assertThat(command.jvmArguments()).endsWith("-Xmx4g").contains("-Xmx1300m", "-Dai.djl.offline=true");
        assertThat(command.jvmArguments()).contains("-XX:ErrorFile=/out/hs_err_%p.log");
        assertThat(command.environment()).containsEntry("MKL_NUM_THREADS", "3").containsEntry("OMP_NUM_THREADS", "3");
        assertThat(command.readable()).contains("'/a.jar:/b.jar'", "'dev.luffy.runtime.worker.Worker'");
    }

    private Command worker(WorkerNeeds needs) {
        return Command.worker(
                JAVA,
                List.of("-Xmx4g"),
                List.of(Path.of("/a.jar"), Path.of("/b.jar")),
                folder,
                Path.of("/out"),
                needs,
                Libtorch.DEFAULT);
    }

    @Test
    void onlyATinyModelsWorkerLeavesOutTheOptimizingCompiler() {
        assertThat(worker(new WorkerNeeds(64, 2, 300_000)).jvmArguments()).contains("-XX:TieredStopAtLevel=1");
        assertThat(worker(new WorkerNeeds(64, 2, 20_000_000)).jvmArguments()).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    /** A small model's rows are dealt out to threads, a large one's operations are cut among them. */
    @Test
    void threadsWaitAndAllocateAsTheModelsSizeWantsIt() {
        assertThat(WorkerEnvironment.of(new WorkerNeeds(64, 4, 1000)))
                .containsEntry("GOMP_SPINCOUNT", "0")
                .containsEntry("MALLOC_ARENA_MAX", "5")
                .containsEntry("MALLOC_MMAP_THRESHOLD_", "1073741824");
        assertThat(WorkerEnvironment.of(new WorkerNeeds(64, 4, 20_000_000)))
                .containsEntry("GOMP_SPINCOUNT", "0")
                .containsEntry("MALLOC_MMAP_THRESHOLD_", "16777216");
        assertThat(WorkerEnvironment.of(new WorkerNeeds(64, 4, 500_000_000)))
                .containsEntry("GOMP_SPINCOUNT", "10000")
                .containsEntry("MALLOC_ARENA_MAX", "5")
                .containsEntry("MALLOC_MMAP_THRESHOLD_", "16777216");
    }

    @Test
    void argumentFilesQuoteWhatTheLauncherWouldRead() {
        Command command = new Command(
                JAVA,
                List.of(),
                List.of(),
                "Main",
                List.of("a b", "c\"d", "e\\f"),
                WorkerEnvironment.of(new WorkerNeeds(64, 1, 1000)));

        assertThat(command.argumentFile()).endsWith("\"a b\"\n\"c\\\"d\"\n\"e\\\\f\"\n");
    }

    @Test
    void aHomeWithoutJavaIsRefusedWithTheFix() {
        assertThatThrownBy(() -> JavaInstallation.at(folder))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("no Java at " + folder.resolve("bin/java"))
                .hasMessageContaining("-Dluffy.worker.javaHome");
    }

    @Test
    void anOldJavaIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.createFile(folder.resolve("bin/java"));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

        assertThatThrownBy(() -> JavaInstallation.at(folder)).hasMessageContaining("needs Java 17 or newer");

        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25\"\n");
        assertThat(JavaInstallation.at(folder).feature()).isEqualTo(25);
    }
}
