package dev.luffy.maven;

import dev.luffy.maven.check.CheckRequest;
import dev.luffy.maven.check.Checking;
import dev.luffy.maven.check.DeclaredCheck;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build when a model is worse than it may be. Reads what {@code luffy:eval} measured and the committed baselines;
 * a drop fails only if it is no noise, and what is missing or cannot be compared fails too.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", threadSafe = true, defaultPhase = LifecyclePhase.VERIFY)
public final class CheckMojo extends AbstractLuffyMojo {

    /**
     * The limits, each for one metric of one benchmark of one evaluation. Shares may be written {@code 0.78} or
     * {@code 78%}; the metric is the benchmark's first one and the confidence 0.95 when left out.
     *
     * <pre>{@code
     * <checks>
     *   <check>
     *     <evaluation>base</evaluation>
     *     <benchmark>math500</benchmark>
     *     <minimum>78%</minimum>
     *     <maximumDrop>0.010</maximumDrop>
     *   </check>
     *   <check>
     *     <evaluation>base</evaluation>
     *     <benchmark>aime24</benchmark>
     *     <temperature>0</temperature>
     *     <metric>pass@1</metric>
     *     <maximumNewFailures>0</maximumNewFailures>
     *   </check>
     * </checks>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<CheckBean> checks;

    /**
     * Whether a violated limit fails the build; otherwise it is a warning. A check that cannot be made fails either way.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.check.failOnRegression", defaultValue = "true")
    private boolean failOnRegression;

    /**
     * Folder of the committed baselines.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.baselineDirectory", defaultValue = "${project.basedir}/src/luffy/baselines")
    private File baselineDirectory;

    /**
     * Folder of the evaluations' results, {@code <evaluation>/metrics.json}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.resultsDirectory", defaultValue = "${project.build.directory}/luffy/eval")
    private File resultsDirectory;

    /**
     * Folder of what is written about the checks of one execution: give each its own, or the last one's remains.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.check.reportDirectory", defaultValue = "${project.build.directory}/luffy/check")
    private File reportDirectory;

    /**
     * Makes what was measured the new baselines, before the checks. What is worse than before, or cannot be compared with
     * it, needs a justification.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.updateBaseline", defaultValue = "false")
    private boolean updateBaseline;

    /**
     * Why worse baselines are accepted; recorded in them.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.justification")
    private String justification;

    /**
     * Allows {@code updateBaseline} where the environment variable {@code CI} is set to something but {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.forceBaseline", defaultValue = "false")
    private boolean forceBaseline;

    /**
     * Skips this goal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.check.skip", defaultValue = "false")
    private boolean skipCheck;

    @Override
    List<String> reasonsToSkip() {
        List<String> reasons = new ArrayList<>();
        if (skipCheck) reasons.add("luffy.check.skip is set");
        if (checks == null || checks.isEmpty()) reasons.add("no <check> is declared");
        return reasons;
    }

    @Override
    void run() throws IOException {
        List<DeclaredCheck> declared = checks.stream().map(CheckBean::toCheck).toList();
        new Checking(output())
                .check(new CheckRequest(
                        declared,
                        project().getBasedir().toPath(),
                        resultsDirectory.toPath().toAbsolutePath(),
                        baselineDirectory.toPath().toAbsolutePath(),
                        reportDirectory.toPath().toAbsolutePath(),
                        failOnRegression,
                        updateBaseline,
                        justification,
                        forceBaseline || !underCi(),
                        call()));
    }

    private boolean underCi() {
        // From the session: a daemon's own environment is not the user's.
        String ci = session().getSystemProperties().getProperty("env.CI", "");
        return !ci.isEmpty() && !ci.equals("false");
    }
}
