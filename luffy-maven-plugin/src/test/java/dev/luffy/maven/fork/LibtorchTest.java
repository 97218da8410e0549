package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchTest {

    @TempDir
    Path folder;

    private static Command worker(Libtorch libtorch) {
        return Command.worker(
                new JavaInstallation(Path.of("/java/bin/java"), 17),
                List.of(),
                List.of(),
                Path.of("/r.json"),
                Path.of("/out"),
                new WorkerNeeds(1024, 1, 1000),
                libtorch);
    }

    @Test
    void anInstalledOneIsNamedToTheWorkerWithTheBuildThatFits() throws Exception {
        Files.createFile(folder.resolve(System.mapLibraryName("torch")));
        Command cpu = worker(Libtorch.Installed.in(folder));
        assertThat(cpu.environment())
                .containsEntry("PYTORCH_LIBRARY_PATH", folder.toString())
                .containsEntry("PYTORCH_VERSION", "2.7.1")
                .containsEntry("PYTORCH_FLAVOR", "cpu");
        Files.createFile(folder.resolve(System.mapLibraryName("torch_cuda")));
        assertThat(Libtorch.Installed.in(folder).environment()).containsEntry("PYTORCH_FLAVOR", "cu128");
        assertThat(cpu.jvmArguments()).contains("-Dai.djl.offline=true");
    }

    @Test
    void whatTheUsersShellSaysOfLibtorchDoesNotReachTheWorker() {
        Map<String, String> variables =
                new TreeMap<>(Map.of("PYTORCH_LIBRARY_PATH", "/other", "PYTORCH_FLAVOR", "cu118", "HOME", "/home"));
        worker(Libtorch.Downloaded.of("cu128")).completeEnvironment(variables);
        assertThat(variables)
                .doesNotContainKey("PYTORCH_LIBRARY_PATH")
                .containsEntry("PYTORCH_FLAVOR", "cu128")
                .containsEntry("HOME", "/home")
                .containsKey("OMP_NUM_THREADS");
    }

    @Test
    void aFolderWithoutLibtorchIsRefusedWithTheFix() {
        assertThatThrownBy(() -> Libtorch.Installed.in(folder))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("<libtorch> is " + folder)
                .hasMessageContaining("name the folder that holds it, of libtorch 2.7.1");
    }

    @Test
    void onlyADownloadGoesToTheNetwork() {
        Command command = worker(Libtorch.Downloaded.of("cu128"));
        assertThat(command.jvmArguments()).contains("-Dai.djl.offline=false");
        assertThat(command.environment())
                .containsEntry("PYTORCH_FLAVOR", "cu128")
                .doesNotContainKey("PYTORCH_LIBRARY_PATH");
        assertThatThrownBy(() -> Libtorch.Downloaded.of("cu124"))
                .hasMessageContaining(
                        "<libtorch><download> is cu124, but the builds of libtorch 2.7.1 that DJL has are");
    }

    @Test
    void nativesOfARepositoryReplaceTheDefaultOnes() {
        Libtorch other = new Libtorch.FromRepository(new DefaultArtifact("g:a:2.7.1"));
        assertThat(other.replacesDefault()).isTrue();
        assertThat(other.environment()).isEmpty();
        assertThat(Libtorch.DEFAULT.replacesDefault()).isFalse();
        assertThat(worker(Libtorch.DEFAULT).environment()).doesNotContainKey("PYTORCH_FLAVOR");
    }
}
