package dev.luffy.maven;

import dev.luffy.maven.check.ViolationException;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What every goal does in the same way: skip with a reason, refuse elements that no goal knows, and turn what went wrong
 * into a failure (the user's to fix) or an error (something broke).
 */
abstract class AbstractLuffyMojo extends AbstractMojo {

    /**
     * Skips every goal of this plugin.
     *
     * @since 0.1.0
     */
    @Parameter(property = "luffy.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        List<String> reasons = new ArrayList<>();
        if (skip) reasons.add("luffy.skip is set");
        reasons.addAll(reasonsToSkip());
        try {
            KnownElements.check(project, execution);
            if (reasons.isEmpty()) {
                new DeclaredText(this::value).check(execution.getConfiguration());
                run();
            } else {
                getLog().info("luffy:" + execution.getGoal() + " skipped: " + String.join("; ", reasons));
            }
        } catch (ViolationException | UserErrorException | CheckpointFormatException | InvalidInputException e) {
            // Without its cause, whose message Maven would append to a sentence that is complete.
            getLog().debug(e);
            throw new MojoFailureException(e.getMessage());
        } catch (InterruptedRunException | WorkerException e) {
            getLog().debug(e);
            throw new MojoExecutionException(e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException("a file could not be read or written: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted before a worker was started", e);
        }
    }

    /** Reasons of this goal's own not to run; empty to run. */
    abstract List<String> reasonsToSkip();

    /** Does the goal's work. */
    abstract void run() throws IOException, InterruptedException;

    /** What Maven puts in the place of an expression; null or the expression itself when nothing is defined. */
    private String value(String expression) {
        try {
            Object value = new PluginParameterExpressionEvaluator(session, execution).evaluate(expression);
            return value == null ? null : value.toString();
        } catch (ExpressionEvaluationException e) {
            return null;
        }
    }

    /** The elements that this goal's parameters were made from. */
    final Xpp3Dom configuration() {
        return execution.getConfiguration();
    }

    /** Makes further experiments as Maven has made those of the parameters. */
    final ExperimentBinder binder() {
        return new ExperimentBinder(
                new PluginParameterExpressionEvaluator(session, execution),
                execution.getMojoDescriptor().getPluginDescriptor().getClassRealm());
    }

    final MavenSession session() {
        return session;
    }

    final MavenProject project() {
        return project;
    }

    /** This plugin's version, which is also the worker's. */
    final String version() {
        return execution.getMojoDescriptor().getPluginDescriptor().getVersion();
    }

    /** The command that runs this goal again with the same configuration. */
    final String call() {
        String id = execution.getExecutionId();
        return "mvn luffy:" + execution.getGoal() + (id.equals("default-cli") ? "" : "@" + id);
    }

    final Output output() {
        return new MavenOutput(getLog());
    }
}
