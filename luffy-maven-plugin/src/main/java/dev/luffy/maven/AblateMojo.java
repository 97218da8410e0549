package dev.luffy.maven;

import dev.luffy.maven.ablate.AblateRequest;
import dev.luffy.maven.ablate.Ablating;
import dev.luffy.maven.ablate.Ablation;
import dev.luffy.maven.ablate.Asking;
import dev.luffy.maven.ablate.EvaluatedModels;
import dev.luffy.maven.ablate.Limit;
import dev.luffy.maven.console.Work;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.RuntimeClasspath;
import dev.luffy.maven.train.Training;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Trains variants of a base experiment and compares them with the base. Every variant is trained with every seed; runs
 * that are up to date are left alone, interrupted ones go on from their newest checkpoint. The tables cover all results
 * that are there. A run that fails stops no other; the goal fails when all is done.
 *
 * @since 0.1.0
 */
@Mojo(name = "ablate", threadSafe = true)
public final class AblateMojo extends AbstractAskingMojo {

    /**
     * The ablations.
     *
     * <pre>{@code
     * <ablations>
     *   <ablation>
     *     <id>ladder</id>
     *     <baseOf>luffy</baseOf>
     *     <variants>
     *       <variant><id>no-shaping</id><set><method.preset>MIXED_GRPO</method.preset></set></variant>
     *       <variant><id>gamma-0.5</id><set><method.shapingGamma>0.5</method.shapingGamma></set></variant>
     *     </variants>
     *     <seeds>1,2,3,4,5</seeds>
     *     <evaluation>
     *       <on>aime-hard</on>
     *       <samples>8</samples>
     *       <temperatures>0.1,0.4,0.7,1</temperatures>
     *     </evaluation>
     *     <teacher><builtin>aime</builtin></teacher>
     *   </ablation>
     * </ablations>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<AblationBean> ablations;

    /**
     * Experiments that {@code <baseOf>} may name; {@code luffy:train} trains them.
     *
     * @since 0.1.0
     */
    @Parameter
    private List<ExperimentBean> experiments;

    /**
     * A single experiment that {@code <baseOf>} may name.
     *
     * @since 0.1.0
     */
    @Parameter
    private ExperimentBean experiment;

    /**
     * Evaluations of {@code luffy:eval}, whose folders those of an ablation's runs must not be.
     *
     * @since 0.1.0
     */
    @Parameter
    private List<EvaluationBean> evaluations;

    /**
     * Variants to train, separated by commas, as {@code variant} or {@code ablation.variant}; the base is {@code base}.
     * All when left out. The tables have what others left.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.ablate.only")
    private List<String> only;

    /**
     * Runs that this call trains at most, beside those that are up to date; no limit when left out. The next call goes on.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.ablate.maximumRuns")
    private Integer maximumRuns;

    /**
     * Minutes after which this call begins no further run; no limit when left out. The next call goes on.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.ablate.maximumMinutes")
    private Integer maximumMinutes;

    /**
     * Skips this goal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.ablate.skip", defaultValue = "false")
    private boolean skipAblation;

    /**
     * What to do with the checkpoints of earlier runs: {@code auto} goes on from the newest, {@code never} starts over what
     * is not finished, {@code required} fails when there is none. Finished runs are left alone in any case.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.resume", defaultValue = "auto")
    private String resume;

    private final ApiKeys keys;

    /** Maven gives the goal what it works with. */
    @Inject
    public AblateMojo(
            RuntimeClasspath classpath, ToolchainManager toolchains, RepositoryArtifacts artifacts, ApiKeys keys) {
        super(classpath, toolchains, artifacts);
        this.keys = keys;
    }

    @Override
    List<String> reasonsToSkip() {
        List<String> reasons = new ArrayList<>();
        if (skipAblation) reasons.add("luffy.ablate.skip is set");
        if (ablations == null || ablations.isEmpty()) reasons.add("no <ablation> is declared");
        return reasons;
    }

    @Override
    void run() throws IOException, InterruptedException {
        Request.Resume resuming = Choice.of("luffy.resume", Request.Resume.class, resume);
        Supplier<RunListener> progress = progress(Work.TRAINING);
        Limit limit = new Limit(maximumRuns, maximumMinutes, System::nanoTime);
        List<Ablation> declared = declared();
        Training training = new Training(trainers(keys), progress, output());
        List<String> chosen =
                only == null ? List.of() : only.stream().map(String::trim).toList();
        new Ablating(training, asking(declared), output())
                .ablate(new AblateRequest(declared, chosen, workspace(), version(), resuming, dryRun(), limit));
    }

    private Asking asking(List<Ablation> declared) {
        Path basedir = project().getBasedir().toPath();
        // Benchmarks that no ablation asks are not even checked.
        boolean any = declared.stream().anyMatch(each -> each.evaluation() != null);
        return new EvaluatedModels(
                evaluating(endpoint -> null, progress(Work.EVALUATION), EvaluatedModels.warningsOf(output())),
                any ? benchmarks().all(basedir) : List.of(),
                any ? benchmarks().byDefault() : List.of(),
                workspace(),
                version());
    }

    private List<Ablation> declared() {
        List<ExperimentBean> beans = new ArrayList<>();
        if (experiment != null) beans.add(experiment);
        if (experiments != null) beans.addAll(experiments);
        DeclaredElements elements = new DeclaredElements(configuration());
        List<Ablation> declared = new AblationElements(
                        beans,
                        elements.experiments(),
                        binder(),
                        project().getBasedir().toPath())
                .ablations(ablations, elements.ablations());
        AblationEvaluationElements.refuseTaken(declared, evaluations == null ? List.of() : evaluations);
        return declared;
    }
}
