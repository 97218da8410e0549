package dev.luffy.maven;

import dev.luffy.maven.fork.Libtorch;
import dev.luffy.maven.plan.UserErrorException;
import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which libtorch the worker loads; it must be version 2.7.1. Left out: the CPU build for Linux x86-64 from Maven Central.
 *
 * <pre>{@code
 * <libtorch>/opt/torch/lib</libtorch>     <!-- an installed one: the folder of libtorch.so, such as a Python wheel's torch/lib -->
 *
 * <libtorch>
 *   <artifact>ai.djl.pytorch:pytorch-native-cpu:2.7.1:jar:linux-aarch64</artifact>   <!-- another one from a repository -->
 * </libtorch>
 *
 * <libtorch>
 *   <download>cu128</download>            <!-- DJL fetches that build from its own server, once -->
 * </libtorch>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class LibtorchBean {

    private File folder;
    private String artifact;
    private String download;

    /** Makes {@code <libtorch>folder</libtorch>} possible. */
    public void set(String path) {
        folder = new File(path);
    }

    Libtorch toLibtorch(Path basedir) {
        long given =
                Stream.of(folder, artifact, download).filter(Objects::nonNull).count();
        // Maven makes an empty bean where a parameter can be set by a property and is not.
        if (given == 0) return Libtorch.DEFAULT;
        if (given > 1) {
            throw new UserErrorException("<libtorch> takes only one of <folder>, <artifact> and <download>");
        }
        if (folder != null) {
            return Libtorch.Installed.in(basedir.resolve(folder.toPath()).normalize());
        }
        if (download != null) return Libtorch.Downloaded.of(download.trim());
        try {
            return new Libtorch.FromRepository(RepositoryArtifacts.artifact(artifact));
        } catch (UserErrorException e) {
            throw new UserErrorException("<libtorch><artifact> is " + artifact + ": " + e.getMessage(), e);
        }
    }
}
