package dev.luffy.maven.train;

import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.CrashReport;
import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.FolderAtFault;
import dev.luffy.maven.plan.MeasuredMemory;
import dev.luffy.maven.plan.MemoryAdvice;
import dev.luffy.maven.plan.MemoryPlan;
import dev.luffy.maven.plan.PlanText;
import dev.luffy.maven.plan.Run;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.report.Report;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Summary;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Trains what is declared: plan, then run after run, then the report. Knows no Maven; a {@code main} could call it. */
public final class Training {

    /** Name of the file, in a run's folder, that takes what its worker prints. */
    public static final String LOG = "train.log";

    private static final int SHORT = 8;

    private final WorkerLauncher workers;
    private final Supplier<RunListener> consoles;
    private final Output output;

    /**
     * @param workers trains one run
     * @param consoles gives each run a listener that shows its progress
     * @param output where lines go
     */
    public Training(WorkerLauncher workers, Supplier<RunListener> consoles, Output output) {
        this.workers = workers;
        this.consoles = consoles;
        this.output = output;
    }

    /**
     * Trains every run that is not up to date, in order; stops at the first that fails.
     *
     * @throws UserErrorException if an input or value is wrong, or a run diverged
     * @throws InterruptedRunException if the build is being stopped
     * @throws WorkerException if a worker broke
     */
    public void train(TrainRequest request) throws IOException {
        try {
            trainAll(request);
        } catch (FileSystemException e) {
            throw FolderAtFault.of(request.workspace(), e);
        }
    }

    private void trainAll(TrainRequest request) throws IOException {
        List<Run> runs = plan(request);
        if (request.dryRun()) {
            runs.forEach(run -> PlanText.of(run).forEach(output::info));
            output.info("dry run: nothing was trained");
            return;
        }
        for (Run run : runs) if (run.server() != null && isTrained(run, request.resume())) workers.check(run);
        List<FinishedRun> finished = new ArrayList<>();
        for (Run run : runs) finished.add(train(run, request.resume()));
        new Report(finished).write(request.workspace().output(), output);
    }

    private boolean isTrained(Run run, Request.Resume resume) throws IOException {
        return resume == Request.Resume.NEVER || run.waits() || upToDate(run).isEmpty();
    }

    /** One run per experiment and seed, in the order declared; finds, checks and digests every input. */
    public List<Run> plan(TrainRequest request) throws IOException {
        return new Planner(request.workspace(), request.version()).plan(request.declarations());
    }

    /** The result of a run, if there is one that training would only repeat. */
    public Optional<FinishedRun> upToDate(Run run) throws IOException {
        return new Documents(run).upToDate().map(summary -> new FinishedRun(run.output(), summary));
    }

    /** What the result in a run's folder is of, this declaration or another one; empty without a legible result. */
    public Optional<Fingerprint> earlier(Run run) throws IOException {
        return new Documents(run).earlier();
    }

    /** Trains a run that is not up to date, from its newest checkpoint if there is one. */
    public FinishedRun train(Run planned, Request.Resume resume) throws IOException {
        Run run = planned.waits() ? planned.withModel() : planned;
        return new FinishedRun(run.output(), summary(run, resume));
    }

    private Summary summary(Run run, Request.Resume resume) throws IOException {
        Documents documents = new Documents(run);
        String fingerprint = run.fingerprint().sha256().substring(0, SHORT) + "…";
        if (resume != Request.Resume.NEVER) {
            Optional<Summary> earlier = documents.upToDate();
            if (earlier.isPresent()) {
                documents.declared();
                output.info(run.label() + " is up to date: fingerprint " + fingerprint + " unchanged");
                return earlier.get();
            }
        }
        output.info("training " + run.label() + " (fingerprint " + fingerprint + ")");
        Path request = documents.request(resume);
        refuseAnythingButSuccess(run, workers.launch(run, request, consoles.get()));
        Summary summary = documents
                .upToDate()
                .orElseThrow(() -> new WorkerException("the worker of " + run.label()
                        + " says that it finished, but " + run.output() + " has no summary.json with fingerprint "
                        + fingerprint + " and its model"));
        documents.declared();
        MemoryPlan plan = MemoryPlan.of(run.experiment(), run.sizes().model());
        MeasuredMemory.in(run.output().resolve("timings.ndjson"))
                .ifPresent(memory -> output.info(memory.against(plan)));
        return summary;
    }

    private static void refuseAnythingButSuccess(Run run, WorkerEnd end) {
        if (end instanceof WorkerEnd.UserError wrong) {
            throw new UserErrorException("<experiment id=" + run.experiment().id() + ">: " + wrong.message());
        }
        if (end instanceof WorkerEnd.Diverged diverged) {
            throw new UserErrorException(run.label() + " diverged: " + diverged.message()
                    + "\n  Checkpoints are kept in " + run.paths().checkpoints()
                    + "\n  To fix: lower <optimizer><learningRate> or <maximumGradientNorm>");
        }
        if (end instanceof WorkerEnd.Interrupted interrupted) {
            throw new InterruptedRunException(
                    "interrupted while training " + run.label() + whereTheNextRunStarts(interrupted.step()));
        }
        if (end instanceof WorkerEnd.Crashed crash)
            throw new WorkerException(CrashReport.of(
                    run.label(),
                    run.output(),
                    LOG,
                    crash,
                    MemoryAdvice.training(run, crash.stage(), crash.savedStep())));
    }

    private static String whereTheNextRunStarts(long step) {
        if (step < 0) return "";
        return step == 0
                ? "; no checkpoint yet, the next run starts over"
                : "; the next run resumes after step " + step;
    }
}
