package dev.luffy.maven;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.eval.Evaluating;
import dev.luffy.maven.eval.EvaluationLauncher;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.RuntimeClasspath;
import dev.luffy.maven.fork.WorkerNeeds;
import dev.luffy.maven.input.BenchmarkFiles;
import dev.luffy.maven.plan.MemoryPlan;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** What goals that ask models share: the benchmarks, and how a worker is started that answers. */
abstract class AbstractAskingMojo extends AbstractWorkerMojo {

    /**
     * The benchmarks. {@code aime-easy}, {@code aime-medium} and {@code aime-hard} need not be declared.
     *
     * <pre>{@code
     * <benchmarks>
     *   <benchmark>
     *     <id>math500</id>
     *     <file>src/luffy/math500.jsonl</file>
     *   </benchmark>
     *   <benchmark>
     *     <id>aime24</id>
     *     <url>https://example.org/aime24.parquet</url>
     *     <sha256>…</sha256>
     *     <metrics>pass@1,maj@8</metrics>
     *   </benchmark>
     * </benchmarks>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<BenchmarkBean> benchmarks;

    private final RepositoryArtifacts artifacts;

    AbstractAskingMojo(RuntimeClasspath classpath, ToolchainManager toolchains, RepositoryArtifacts artifacts) {
        super(classpath, toolchains);
        this.artifacts = artifacts;
    }

    final BenchmarkSelection benchmarks() {
        return new BenchmarkSelection(benchmarks == null ? List.of() : benchmarks);
    }

    /**
     * Asks models and judges their answers, with what this build offers.
     *
     * @param keys gives the key of an endpoint, or null for none
     * @param to where lines go
     */
    final Evaluating evaluating(
            Function<ModelUnderTest.Remote, String> keys, Supplier<RunListener> progress, Output to) {
        Workspace workspace = workspace();
        BenchmarkFiles files = new BenchmarkFiles(
                workspace.builtins(version()),
                workspace.benchmarks(),
                artifacts.of(session(), project()),
                session().isOffline());
        return new Evaluating(answerers(), keys, files, progress, to);
    }

    private EvaluationLauncher answerers() {
        ForkLauncher workers = workers();
        return (request, file, model, listener) -> workers.launch(
                file,
                Path.of(request.output()),
                Evaluating.LOG,
                new WorkerNeeds(MemoryPlan.HEAP_MEBIBYTES, request.budget().threads(), model.parameterCount()),
                null,
                listener);
    }
}
