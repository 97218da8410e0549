package dev.luffy.maven;

import dev.luffy.maven.console.Terminal;
import dev.luffy.maven.console.Work;
import dev.luffy.maven.fork.Libtorch;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.RuntimeClasspath;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.maven.train.WorkerLauncher;
import java.io.File;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** What goals that start workers share: where files go, how the worker's JVM is started and how progress is shown. */
abstract class AbstractWorkerMojo extends AbstractLuffyMojo {

    /**
     * Prints what would be done, with every effective value, sizes and digests, and neither trains nor asks anything.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * How progress is shown: {@code rich} is one living line, {@code plain} is lines for a log, {@code auto} chooses.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.console", defaultValue = "auto")
    private String console;

    /**
     * Folder of the results: {@code <id>/seed-<n>/} for each run of training, {@code eval/<id>/} for each evaluation, and the
     * summaries.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.outputDirectory", defaultValue = "${project.build.directory}/luffy")
    private File outputDirectory;

    /**
     * Folder of what {@code clean} must not remove: checkpoints, responses, downloaded benchmarks and unpacked built-in
     * inputs.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.workDirectory", defaultValue = "${project.basedir}/.luffy")
    private File workDirectory;

    /**
     * Options of the worker's JVM, separated by white space, after the plugin's own. One of those is {@code -Xmx1024m}: no tensor
     * is in the heap, so it does not follow the model's size.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.worker.jvmArguments")
    private String workerJvmArguments;

    /**
     * Java home of the worker, 17 or newer. When left out: the build's JDK toolchain, else the Java that runs Maven.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.worker.javaHome")
    private File workerJavaHome;

    /**
     * The libtorch that workers load, where it is not to be the CPU build from Maven Central; see {@code docs/devices.md}.
     *
     * <pre>{@code
     * <libtorch>/opt/torch/lib</libtorch>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.libtorch")
    private LibtorchBean libtorch;

    private final RuntimeClasspath classpath;
    private final ToolchainManager toolchains;

    AbstractWorkerMojo(RuntimeClasspath classpath, ToolchainManager toolchains) {
        this.classpath = classpath;
        this.toolchains = toolchains;
    }

    final boolean dryRun() {
        return dryRun;
    }

    final Workspace workspace() {
        return new Workspace(
                outputDirectory.toPath().toAbsolutePath(),
                workDirectory.toPath().toAbsolutePath());
    }

    final ForkLauncher workers() {
        return new ForkLauncher(
                session(),
                project(),
                classpath,
                toolchains,
                version(),
                workerJavaHome,
                workerJvmArguments,
                libtorch == null
                        ? Libtorch.DEFAULT
                        : libtorch.toLibtorch(project().getBasedir().toPath()));
    }

    /** Starts a worker for each run of training. */
    final WorkerLauncher trainers(ApiKeys keys) {
        return new TrainLauncher(workers(), server -> keys.of(session(), server.server(), server.apiKeyVariable()));
    }

    /** Shows progress as {@code luffy.console} says, which is refused here if it says nothing known. */
    final Supplier<RunListener> progress(Work work) {
        Terminal.Mode mode = Choice.of("luffy.console", Terminal.Mode.class, console);
        boolean interactive = session().getRequest().isInteractiveMode();
        boolean visible = getLog().isInfoEnabled();
        return () -> Terminal.listener(work, mode, interactive, visible, output());
    }
}
