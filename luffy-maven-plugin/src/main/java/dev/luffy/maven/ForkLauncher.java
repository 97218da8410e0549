package dev.luffy.maven;

import dev.luffy.maven.fork.Command;
import dev.luffy.maven.fork.JavaInstallation;
import dev.luffy.maven.fork.Libtorch;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.RuntimeClasspath;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerNeeds;
import dev.luffy.maven.fork.WorkerRun;
import dev.luffy.maven.fork.WorkerTurn;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.repository.RemoteRepository;

/** Starts workers with what this build offers: its repositories, its Java. One worker at a time. */
record ForkLauncher(
        MavenSession session,
        MavenProject project,
        RuntimeClasspath classpath,
        ToolchainManager toolchains,
        String version,
        File javaHome,
        String jvmArguments,
        Libtorch libtorch) {

    /**
     * Starts a worker and waits for its end.
     *
     * @param request the file that it reads
     * @param output folder that it is started in
     * @param log name of the file there that takes what it prints
     * @param needs what its model needs
     * @param firstLine what it is told over its standard input and nowhere else, or null
     */
    WorkerEnd launch(Path request, Path output, String log, WorkerNeeds needs, String firstLine, RunListener listener) {
        List<Path> jars = classpath.resolve(session.getRepositorySession(), repositories(), version, libtorch);
        Command command = Command.worker(java(), arguments(), jars, request, output, needs, libtorch);
        try {
            return WorkerTurn.inTurn(
                    session.getRepositorySession(), () -> new WorkerRun(command, output, log, firstLine).run(listener));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WorkerEnd.Interrupted(WorkerEnd.UNKNOWN_STEP);
        }
    }

    /** The runtime came, or would come, from where the plugin did. */
    private List<RemoteRepository> repositories() {
        Set<RemoteRepository> all = new LinkedHashSet<>(project.getRemotePluginRepositories());
        all.addAll(project.getRemoteProjectRepositories());
        return new ArrayList<>(all);
    }

    private List<String> arguments() {
        return jvmArguments == null || jvmArguments.isBlank()
                ? List.of()
                : List.of(jvmArguments.trim().split("\\s+"));
    }

    private JavaInstallation java() {
        if (javaHome != null) return JavaInstallation.at(javaHome.toPath());
        Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
        String tool = toolchain == null ? null : toolchain.findTool("java");
        if (tool != null) return JavaInstallation.at(Path.of(tool).getParent().getParent());
        return JavaInstallation.at(Path.of(System.getProperty("java.home")));
    }
}
