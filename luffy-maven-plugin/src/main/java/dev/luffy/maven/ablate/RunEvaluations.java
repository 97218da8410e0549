package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Asks the models of an ablation's runs what its {@code <evaluation>} says; nothing where there is none. */
final class RunEvaluations {

    private final String ablation;
    private final ClaimedAnswers claimed;
    private final AblationEvaluation declared;
    private final Asking asking;
    private final Output output;
    private final List<Questions> questions;
    private final Map<String, Map<String, List<String>>> traces;
    private final Samples samples = new Samples();
    private final Teacher.Identity teacher;
    private final SortedSet<Integer> maximumTokens = new TreeSet<>();
    private final List<String> postponed = new ArrayList<>();

    /**
     * Looks at all that is declared, before anything is trained.
     *
     * @throws UserErrorException if something about it is wrong; names the element
     */
    RunEvaluations(Ablation ablation, Asking asking, Output output) throws IOException {
        this.ablation = ablation.id();
        this.claimed = new ClaimedAnswers(ablation);
        this.declared = ablation.evaluation();
        this.asking = asking;
        this.output = output;
        this.questions = declared == null ? List.of() : questions();
        this.traces =
                declared == null ? Map.of() : Teacher.traces(ablation.id(), declared.teacher(), questions, output);
        this.teacher = declared == null ? null : Teacher.identity(declared.teacher());
        if (declared != null && declared.any().maximumTokens() > 0) {
            maximumTokens.add(declared.any().maximumTokens());
        }
    }

    private List<Questions> questions() throws IOException {
        try {
            return asking.questions(declared.any());
        } catch (UserErrorException e) {
            throw complaint(declared.any(), "", e);
        }
    }

    private long there(PlannedRun run) throws IOException {
        try {
            return asking.there(declared.of(run));
        } catch (UserErrorException e) {
            throw complaint(declared.of(run), " of " + run.label(), e);
        }
    }

    /** What the runs have answered so far. */
    Samples samples() {
        return samples;
    }

    /** What they were asked; null for nothing. */
    AskedQuestions asked() {
        return declared == null
                ? null
                : AskedQuestions.of(questions, declared.any().temperatures(), maximumTokens, teacher);
    }

    /** Warns of claims that have no numbers whatever the models answer. */
    void warnOfClaims() {
        claimed.unmeasurable(questions).forEach(output::warn);
    }

    /** What is asked of every run; no line where nothing is. */
    void list() {
        if (declared == null) return;
        List<String> benchmarks = new ArrayList<>();
        for (Questions each : questions) {
            benchmarks.add(each.benchmark() + " (" + each.problems().size() + " problems, " + each.samples()
                    + " responses each where sampled)");
        }
        output.info("  every model is asked " + String.join(", ", benchmarks) + " at temperatures "
                + String.join(
                        ", ",
                        declared.any().temperatures().stream()
                                .map(TemperatureLabel::of)
                                .toList()));
    }

    /**
     * How far the answers of a run are; follows a state of its training.
     *
     * @param finished whether its model is there
     */
    String state(PlannedRun run, boolean finished) throws IOException {
        if (declared == null || !run.wanted() && !finished) return "";
        long all = responses();
        long there = finished ? there(run) : 0;
        if (there == all) return "; all " + all + " responses are there";
        return run.wanted()
                ? "; " + (all - there) + " of " + all + " responses to ask"
                : "; only " + there + " of " + all + " responses are there";
    }

    /** Has the model of a run that this call has trained answer. */
    void afterTraining(PlannedRun run) throws IOException {
        if (declared != null) ask(run);
    }

    /**
     * The same of a run that was finished before: one that is not wanted is asked nothing more, and nor is any when the
     * time is up.
     */
    void ofEarlier(PlannedRun run, boolean timeIsUp) throws IOException {
        if (declared == null) return;
        if (!run.wanted() || timeIsUp) {
            long there = there(run);
            if (there < responses()) {
                if (run.wanted()) postponed.add(run.label());
                else leftOut(run, there);
                return;
            }
        }
        ask(run);
    }

    /** Tells which models were not asked for want of time. */
    void report() {
        if (postponed.isEmpty()) return;
        output.warn("ablation " + ablation + " has reached luffy.ablate.maximumMinutes: not yet asked are "
                + String.join("; ", postponed) + "; the next mvn luffy:ablate goes on");
    }

    private void leftOut(PlannedRun run, long there) {
        output.warn(run.label() + ": " + (there == 0 ? "none" : "only " + there) + " of " + responses()
                + " responses to what is asked now are there, and it is not selected; they are left out");
    }

    private void ask(PlannedRun run) throws IOException {
        DeclaredEvaluation evaluation = declared.of(run);
        AnswerMeans answers = new AnswerMeans(traces);
        try {
            MetricsFile metrics = asking.ask(evaluation, answers);
            Map<Point, Double> points = Points.of(metrics, answers, claimed.passes());
            for (MetricsFile.Result each : metrics.results()) maximumTokens.add(tokens(each));
            samples.add(run.variant().id(), run.seed(), points);
            output.info(run.run().experiment().id() + " seed " + run.seed() + ": " + Points.line(metrics, points));
        } catch (UserErrorException e) {
            throw complaint(evaluation, " of " + run.label(), e);
        }
    }

    // Where none are declared, they depend on the model.
    private static int tokens(MetricsFile.Result result) {
        return Integer.parseInt(result.measurement().keys().get("decoding.maximumTokens"));
    }

    private long responses() {
        return questions.stream().mapToLong(Questions::responses).sum();
    }

    // What stands in the POM is the ablation's element, not one of that id.
    private UserErrorException complaint(DeclaredEvaluation evaluation, String run, UserErrorException e) {
        String place = AblationEvaluation.place(ablation);
        String message = e.getMessage().replace(evaluation.element(), place + run);
        return new UserErrorException(message.startsWith("<") ? message : place + run + ": " + message, e);
    }
}
