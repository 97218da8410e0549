package dev.luffy.maven.ablate;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.train.Training;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Trains the runs of one plan, has their models answer and writes the tables. A run that fails does not stop the others. */
final class Execution {

    private final Plan plan;
    private final RunEvaluations evaluations;
    private final AblateRequest request;
    private final Training training;
    private final Output output;
    private final Results results;
    private final List<Failure> failures = new ArrayList<>();
    private final List<PlannedRun> leftOut = new ArrayList<>();
    private String stoppedBy;

    Execution(Plan plan, RunEvaluations evaluations, AblateRequest request, Training training, Output output) {
        this.plan = plan;
        this.evaluations = evaluations;
        this.request = request;
        this.training = training;
        this.output = output;
        this.results = new Results(plan.ablation());
    }

    /**
     * Everything once; to be called once.
     *
     * @throws WorkerException if a worker broke; the tables of what is there are written
     * @throws dev.luffy.maven.fork.InterruptedRunException if the build is being stopped; no table is written
     */
    void run() throws IOException {
        try {
            for (PlannedRun each : plan.runs()) attempt(each);
        } catch (WorkerException e) {
            try {
                writeTables();
            } catch (IOException | RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        if (stoppedBy != null) {
            long selected = plan.runs().stream().filter(PlannedRun::wanted).count();
            long left = missing().stream().filter(PlannedRun::wanted).count();
            output.warn("ablation " + plan.ablation().id() + " has reached " + stoppedBy + ": " + left + " of "
                    + selected + " selected runs are missing; the next mvn luffy:ablate goes on");
        }
        warnOfLeftOut();
        evaluations.report();
        writeTables();
    }

    /** Runs whose training or whose answering failed, in their order. */
    List<Failure> failures() {
        return Collections.unmodifiableList(failures);
    }

    private void attempt(PlannedRun each) throws IOException {
        try {
            trainAndAsk(each);
        } catch (UserErrorException e) {
            Failure failure = Failure.of(each, e, request.workspace());
            failures.add(failure);
            output.warn("ablation " + plan.ablation().id() + ": " + each.label() + " failed; the others go on. "
                    + failure.reason());
        }
    }

    private void trainAndAsk(PlannedRun each) throws IOException {
        Optional<FinishedRun> earlier = training.upToDate(each.run());
        if (earlier.isPresent()) {
            // Says that it is up to date. Not even luffy.resume=never repeats it: a call that was cut off would
            // begin again from the first run, or be refused by the old checkpoints of the others.
            if (each.wanted()) train(each, Request.Resume.AUTO);
            results.add(each, earlier.get());
            evaluations.ofEarlier(each, request.limit().timeIsUp());
        } else if (each.wanted() && !request.limit().reached()) {
            // A run that fails has taken its time too.
            request.limit().count();
            results.add(each, train(each, request.resume()));
            evaluations.afterTraining(each);
        } else {
            if (each.wanted() && stoppedBy == null) stoppedBy = request.limit().reachedProperty();
            if (training.earlier(each.run()).isPresent()) leftOut.add(each);
        }
    }

    private void warnOfLeftOut() {
        if (leftOut.isEmpty()) return;
        String ablation = plan.ablation().id();
        RunList runs = new RunList(leftOut);
        List<String> ids = runs.variants().stream()
                .map(variant -> Variant.experiment(ablation, variant))
                .toList();
        // The old checkpoints would be refused, and what is finished as declared is never begun again.
        output.warn("ablation " + ablation + ": results of another declaration are left out: "
                + String.join("; ", runs.lines(" ")) + "; train them again with mvn luffy:ablate"
                + " -Dluffy.resume=never -Dluffy.ablate.only=" + String.join(",", ids));
    }

    private FinishedRun train(PlannedRun each, Request.Resume resume) throws IOException {
        try {
            return training.train(each.run(), resume);
        } catch (UserErrorException e) {
            throw Variant.complaint(each.variant().ablation(), each.variant().id(), e);
        }
    }

    private List<PlannedRun> missing() {
        return plan.runs().stream()
                .filter(each -> !results.of(each.variant().id()).containsKey(each.seed()))
                .toList();
    }

    private void writeTables() throws IOException {
        Path folder = request.workspace()
                .output()
                .resolve("ablate")
                .resolve(plan.ablation().id());
        if (results.isEmpty() && new EarlierTables(folder).haveResults()) {
            output.warn(
                    "ablation " + plan.ablation().id() + ": no run has a result as it is declared now; the tables of"
                            + " an earlier call in " + folder + " are left as they are");
            return;
        }
        new Tables(plan, results, evaluations.samples(), evaluations.asked(), missing(), failures)
                .write(folder, output);
    }
}
