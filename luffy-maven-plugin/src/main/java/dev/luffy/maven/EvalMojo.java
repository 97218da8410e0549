package dev.luffy.maven;

import dev.luffy.maven.console.Work;
import dev.luffy.maven.eval.EvalRequest;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.RuntimeClasspath;
import dev.luffy.maven.plan.DeclaredEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Asks models the problems of benchmarks, judges the responses and writes the metrics. Never fails because of a number:
 * that is what {@code luffy:check} is for. Responses that are there already are not asked for again.
 *
 * @since 0.1.0
 */
@Mojo(name = "eval", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class EvalMojo extends AbstractAskingMojo {

    /**
     * The evaluations: a model each, and how it is asked.
     *
     * <pre>{@code
     * <evaluations>
     *   <evaluation>
     *     <id>base</id>
     *     <model><builtin>aime-base</builtin></model>
     *   </evaluation>
     *   <evaluation>
     *     <id>served</id>
     *     <endpoint>
     *       <url>https://api.example.org/v1</url>
     *       <model>my-model</model>
     *       <server>my-endpoint</server>
     *     </endpoint>
     *     <on>math500,aime24</on>
     *     <samples>8</samples>
     *     <temperatures>0.6,1.0</temperatures>
     *   </evaluation>
     * </evaluations>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<EvaluationBean> evaluations;

    /**
     * Ids of the evaluations to run, separated by commas; all when left out.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.evaluations")
    private List<String> selectedEvaluations;

    /**
     * Judges the kept responses again, by the benchmarks' present answers and policies, and asks nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.rescore", defaultValue = "false")
    private boolean rescore;

    /**
     * Skips this goal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.eval.skip", defaultValue = "false")
    private boolean skipEvaluation;

    private final ApiKeys keys;

    /** Maven gives the goal what it works with. */
    @Inject
    public EvalMojo(
            RuntimeClasspath classpath, ToolchainManager toolchains, RepositoryArtifacts artifacts, ApiKeys keys) {
        super(classpath, toolchains, artifacts);
        this.keys = keys;
    }

    @Override
    List<String> reasonsToSkip() {
        List<String> reasons = new ArrayList<>();
        if (skipEvaluation) reasons.add("luffy.eval.skip is set");
        if (evaluations == null || evaluations.isEmpty()) reasons.add("no <evaluation> is declared");
        return reasons;
    }

    @Override
    void run() throws IOException, InterruptedException {
        Supplier<RunListener> progress = progress(Work.EVALUATION);
        Path basedir = project().getBasedir().toPath();
        List<DeclaredEvaluation> chosen =
                new EvaluationSelection(evaluations, selectedEvaluations).evaluations(basedir);
        evaluating(keys.of(session()), progress, output())
                .evaluate(new EvalRequest(
                        chosen,
                        benchmarks().all(basedir),
                        benchmarks().byDefault(),
                        workspace(),
                        version(),
                        rescore,
                        dryRun()));
    }
}
