package dev.luffy.maven.eval;

import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.input.BenchmarkFiles;
import dev.luffy.maven.plan.FolderAtFault;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.report.EvaluationReport;
import dev.luffy.maven.report.Remarks;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Evaluates what is declared: plan, ask for what is missing, judge all, report. Knows no Maven. */
public final class Evaluating {

    /** Name of the file that takes what a worker prints. */
    public static final String LOG = "worker.log";

    private static final int SHORT = 8;
    private static final Pattern CHOICE = Pattern.compile("\\(?[A-J]\\)?");

    private final EvaluationLauncher workers;
    private final Function<ModelUnderTest.Remote, String> keys;
    private final BenchmarkFiles files;
    private final Supplier<RunListener> consoles;
    private final Output output;

    /**
     * @param workers has local models answer
     * @param keys gives the key of an endpoint, or null for none
     * @param files finds benchmarks
     * @param consoles gives each task a listener that shows its progress
     * @param output where lines go
     */
    public Evaluating(
            EvaluationLauncher workers,
            Function<ModelUnderTest.Remote, String> keys,
            BenchmarkFiles files,
            Supplier<RunListener> consoles,
            Output output) {
        this.workers = workers;
        this.keys = keys;
        this.files = files;
        this.consoles = consoles;
        this.output = output;
    }

    /**
     * Evaluates one after another; what is finished stays when a later one fails.
     *
     * @throws UserErrorException if something declared is wrong
     * @throws dev.luffy.maven.fork.InterruptedRunException if the build is being stopped
     * @throws WorkerException if a worker or a server broke
     */
    public void evaluate(EvalRequest request) throws IOException {
        try {
            evaluateAll(request);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemException at) throw FolderAtFault.of(request.workspace(), at);
            // Such messages name the file and the fix, which the cause does not.
            throw new UserErrorException(e.getMessage(), e);
        } catch (FileSystemException e) {
            throw FolderAtFault.of(request.workspace(), e);
        }
    }

    private void evaluateAll(EvalRequest request) throws IOException {
        List<EvaluationPlan> plans = new EvaluationPlanner(request.workspace(), request.version(), files).plan(request);
        reportUnusable(plans);
        if (request.dryRun()) {
            for (EvaluationPlan plan : plans) {
                Path folder = request.workspace().evaluationOf(plan.evaluation().id());
                for (Task task : plan.tasks())
                    PlanLines.of(task, plan.model(), folder).forEach(output::info);
            }
            output.info("dry run: nothing was asked");
            return;
        }
        Map<String, String> apiKeys = request.rescore() ? Map.of() : apiKeys(plans);
        List<EvaluationPlan> possible = request.rescore() ? rescored(plans) : ready(plans, apiKeys);
        // What is refused has been refused by now and has left earlier results alone.
        for (EvaluationPlan plan : possible) {
            Scoring.forget(request.workspace().evaluationOf(plan.evaluation().id()));
        }
        for (EvaluationPlan plan : possible) {
            Path folder = request.workspace().evaluationOf(plan.evaluation().id());
            if (!request.rescore()) {
                for (Task task : plan.tasks()) ask(task, plan.model(), apiKeys, folder);
            }
            MetricsFile metrics = new Scoring(folder, request.version()).score(plan.evaluation(), plan.tasks());
            metrics.write(folder.resolve(MetricsFile.NAME));
            new EvaluationReport(metrics).write(folder, output);
        }
    }

    /** Refuses now what asking would refuse: journals that are damaged or have another owner, keys that are none. */
    private List<EvaluationPlan> ready(List<EvaluationPlan> plans, Map<String, String> apiKeys) throws IOException {
        for (EvaluationPlan plan : plans) {
            for (Task task : plan.tasks()) {
                if (plan.model() instanceof Contender.Served served) {
                    ServerAnswers.check(
                            task,
                            served.endpoint(),
                            apiKeys.get(plan.evaluation().id()));
                }
                String changed = task.kept().prepare(task.asked());
                if (changed != null) {
                    output.warn(task.label() + ": " + changed + " has changed, so all is asked anew; earlier responses"
                            + " stay in " + task.kept().folder());
                }
                try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
                    long outdated = journal.outdated(task.wanted());
                    if (outdated > 0) {
                        output.warn(task.label() + ": " + outdated + " responses are asked anew: there are only such to"
                                + " another prompt, or sampled with another seed, <topP>, <topK> or <samples>");
                    }
                }
            }
        }
        return plans;
    }

    private List<EvaluationPlan> rescored(List<EvaluationPlan> plans) throws IOException {
        List<EvaluationPlan> possible = new ArrayList<>();
        for (EvaluationPlan plan : plans) {
            List<Task> tasks = new ArrayList<>();
            for (Task task : plan.tasks()) tasks.add(new Rescoring(output).task(task));
            possible.add(new EvaluationPlan(plan.evaluation(), null, tasks));
        }
        return possible;
    }

    private Map<String, String> apiKeys(List<EvaluationPlan> plans) {
        Map<String, String> found = new HashMap<>();
        for (EvaluationPlan plan : plans) {
            if (!(plan.evaluation().model() instanceof ModelUnderTest.Remote remote)) continue;
            try {
                found.put(plan.evaluation().id(), keys.apply(remote));
            } catch (UserErrorException e) {
                throw new UserErrorException(plan.evaluation().element() + "<endpoint>" + e.getMessage(), e);
            }
        }
        return found;
    }

    // Now, and not only at the end: whoever sees it can still stop and mend the file.
    private void reportUnusable(List<EvaluationPlan> plans) {
        Set<String> told = new HashSet<>();
        for (EvaluationPlan plan : plans) {
            for (Task task : plan.tasks()) {
                List<Benchmark.Unusable> unusable = task.benchmark().unusable();
                if (!told.add(task.id())) continue;
                if (!unusable.isEmpty()) output.warn(Remarks.unusable(task.id(), unusable));
                if (asksForLettersUnnoticed(task.benchmark())) {
                    output.warn(task.id() + ": every gold answer is the letter of a choice, but the policy "
                            + task.benchmark().definition().policy().name()
                            + " looks for mathematics: declare <policy>choice</policy>, and a <template> that asks for"
                            + " the letter");
                }
            }
        }
    }

    private static boolean asksForLettersUnnoticed(Benchmark benchmark) {
        return !benchmark.definition().policy().reading().choices()
                && benchmark.problems().stream()
                        .allMatch(problem -> CHOICE.matcher(problem.answer()).matches());
    }

    private void ask(Task task, Contender model, Map<String, String> apiKeys, Path folder) throws IOException {
        List<Sample.Key> missing;
        try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
            missing = missing(task, journal);
            long total = task.wanted().size();
            if (missing.isEmpty()) {
                output.info(task.label() + ": all " + total + " responses are there (fingerprint "
                        + task.asked().fingerprint().substring(0, SHORT) + "…), none is asked");
                if (model instanceof Contender.Served) {
                    output.info("  other weights behind the same name would go unnoticed: to ask the server again,"
                            + " delete " + task.kept().folder());
                }
                return;
            }
            output.info("asking " + task.label() + ": " + (total - missing.size()) + " of " + total
                    + " responses are there");
            if (model instanceof Contender.Served served) {
                new ServerAnswers(System::nanoTime)
                        .answer(
                                task,
                                served.endpoint(),
                                apiKeys.get(task.evaluation().id()),
                                journal,
                                missing,
                                consoles.get());
            }
        }
        // The worker owns the journal while it writes.
        if (model instanceof Contender.Local local) {
            new WorkerAnswers(workers).answer(task, local, folder.resolve(task.id()), consoles.get());
        }
        try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
            int left = missing(task, journal).size();
            if (left > 0) {
                throw new WorkerException("the worker of " + task.label() + " says that it finished, but " + left
                        + " responses are not in " + task.kept().journal(task.asked()));
            }
        }
    }

    private static List<Sample.Key> missing(Task task, SampleJournal journal) {
        return task.wanted().stream().filter(key -> !journal.has(key)).toList();
    }
}
