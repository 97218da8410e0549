package dev.luffy.maven;

import dev.luffy.maven.console.Work;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.RuntimeClasspath;
import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.train.TrainRequest;
import dev.luffy.maven.train.Training;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Trains every declared experiment with every seed and reports what came out. Runs that are up to date are left alone,
 * interrupted ones go on from their newest checkpoint.
 *
 * @since 0.1.0
 */
@Mojo(name = "train", threadSafe = true)
public final class TrainMojo extends AbstractWorkerMojo {

    /**
     * The experiments. A method is a preset, and whatever differs from it; what is left out has a default.
     *
     * <pre>{@code
     * <experiments>
     *   <experiment>
     *     <id>luffy</id>
     *     <model><builtin>aime-base</builtin></model>
     *     <data><builtin>aime</builtin><levels>medium,hard</levels><count>256</count></data>
     *     <traces><builtin>aime</builtin></traces>
     *     <method>LUFFY</method>
     *     <schedule><steps>200</steps></schedule>
     *     <seeds>1,2,3</seeds>
     *     <validation><builtin>aime</builtin><levels>medium,hard</levels></validation>
     *   </experiment>
     *   <experiment>
     *     <id>own-data</id>
     *     <model>models/qwen2.5-0.5b</model>
     *     <data>src/luffy/train.jsonl</data>
     *     <traces>src/luffy/traces.jsonl</traces>
     *     <method>
     *       <preset>LUFFY</preset>
     *       <source>REFERENCE_CODE</source>
     *       <shapingGamma>0.3</shapingGamma>
     *       <entropyCoefficient>0</entropyCoefficient>
     *     </method>
     *     <optimizer><learningRate>1e-6</learningRate></optimizer>
     *   </experiment>
     * </experiments>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<ExperimentBean> experiments;

    /**
     * A single experiment, for one {@code <execution>} per experiment; comes before {@code <experiments>}. The summary
     * covers one execution: give each an {@code <outputDirectory>} of its own, or the last one's remains.
     *
     * <pre>{@code
     * <experiment>
     *   <id>luffy</id>
     *   <model>models/tiny</model>
     *   <data>src/luffy/train.jsonl</data>
     *   <traces>src/luffy/traces.jsonl</traces>
     * </experiment>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private ExperimentBean experiment;

    /**
     * Ids of the experiments to train, separated by commas; all when left out.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.experiments")
    private List<String> selectedExperiments;

    /**
     * Skips this goal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.train.skip", defaultValue = "false")
    private boolean skipTraining;

    /**
     * What to do with the results and checkpoints of earlier runs: {@code auto} goes on from the newest checkpoint and
     * leaves finished runs alone, {@code never} starts over, {@code required} fails when there is no checkpoint.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.resume", defaultValue = "auto")
    private String resume;

    private final ApiKeys keys;

    /** Maven gives the goal what it works with. */
    @Inject
    public TrainMojo(RuntimeClasspath classpath, ToolchainManager toolchains, ApiKeys keys) {
        super(classpath, toolchains);
        this.keys = keys;
    }

    @Override
    List<String> reasonsToSkip() {
        List<String> reasons = new ArrayList<>();
        if (skipTraining) reasons.add("luffy.train.skip is set");
        if (declared().isEmpty()) reasons.add("no <experiment> is declared");
        return reasons;
    }

    @Override
    void run() throws IOException, InterruptedException {
        Supplier<RunListener> progress = progress(Work.TRAINING);
        Request.Resume resuming = Choice.of("luffy.resume", Request.Resume.class, resume);
        List<Declaration> chosen = new Selection(declared(), selectedExperiments)
                .declarations(project().getBasedir().toPath());
        new Training(trainers(keys), progress, output())
                .train(new TrainRequest(chosen, workspace(), version(), resuming, dryRun()));
    }

    private List<ExperimentBean> declared() {
        List<ExperimentBean> all = new ArrayList<>();
        if (experiment != null) all.add(experiment);
        if (experiments != null) all.addAll(experiments);
        return all;
    }
}
