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
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Evaluates what is declared: plan, ask for what is missing, judge all, report. Knows no Maven. */
public final class Evaluating {

    /** Name of the file that takes what a worker prints. */
    public static final String LOG = "worker.log";

    private static final Pattern CHOICE = Pattern.compile("\\(?[A-J]\\)?");

    private final Function<ModelUnderTest.Remote, String> keys;
    private final LoadedBenchmarks benchmarks;
    private final Answering answering;
    private final Output output;
    private final Set<String> told = new HashSet<>();

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
        this.keys = keys;
        this.benchmarks = new LoadedBenchmarks(files);
        this.answering = new Answering(workers, consoles, output);
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
        evaluate(request, (benchmark, sample) -> {});
    }

    /**
     * As {@link #evaluate(EvalRequest)}; says what was measured.
     *
     * @param judged is told every judged response with the id of its benchmark: benchmark by benchmark, temperature by
     *     temperature
     * @return metrics of each evaluation, in the order declared; empty for a dry run
     */
    public List<MetricsFile> evaluate(EvalRequest request, BiConsumer<String, Sample> judged) throws IOException {
        return blamed(request, () -> evaluateAll(request, judged));
    }

    /**
     * What would be asked, benchmark by benchmark, of models that need not be there yet.
     *
     * @throws UserErrorException if something declared is wrong
     */
    public List<Questions> questions(EvalRequest request) throws IOException {
        return blamed(request, () -> {
            List<EvaluationPlan> plans = planner(request).planWithoutModels(request);
            reportUnusable(plans);
            return tasks(plans).stream().map(Questions::of).toList();
        });
    }

    /**
     * How many of the responses that are asked for are there, to what is declared now and by the models that are there
     * now; asks and changes nothing.
     *
     * @throws UserErrorException if something declared is wrong, or a model is not there
     */
    public long there(EvalRequest request) throws IOException {
        return blamed(
                request,
                () -> tasks(planner(request).plan(request)).stream()
                        .mapToLong(task -> task.kept().count(task.asked(), task.prompts(), task.wanted()))
                        .sum());
    }

    private static <T> T blamed(EvalRequest request, Work<T> work) throws IOException {
        try {
            return work.done();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemException at) throw FolderAtFault.of(request.workspace(), at);
            // Such messages name the file and the fix, which the cause does not.
            throw new UserErrorException(e.getMessage(), e);
        } catch (FileSystemException e) {
            throw FolderAtFault.of(request.workspace(), e);
        }
    }

    private EvaluationPlanner planner(EvalRequest request) {
        return new EvaluationPlanner(request.workspace(), request.version(), benchmarks);
    }

    private static List<Task> tasks(List<EvaluationPlan> plans) {
        return plans.stream().flatMap(plan -> plan.tasks().stream()).toList();
    }

    private List<MetricsFile> evaluateAll(EvalRequest request, BiConsumer<String, Sample> judged) throws IOException {
        List<EvaluationPlan> plans = planner(request).plan(request);
        reportUnusable(plans);
        if (request.dryRun()) {
            for (EvaluationPlan plan : plans) {
                Path folder = request.workspace().evaluationOf(plan.evaluation().id());
                for (Task task : plan.tasks())
                    PlanLines.of(task, plan.model(), folder).forEach(output::info);
            }
            output.info("dry run: nothing was asked");
            return List.of();
        }
        Map<String, String> apiKeys = request.rescore() ? Map.of() : apiKeys(plans);
        List<EvaluationPlan> possible = request.rescore() ? rescored(plans) : ready(plans, apiKeys);
        // What is refused has been refused by now and has left earlier results alone.
        for (EvaluationPlan plan : possible) {
            Scoring.forget(request.workspace().evaluationOf(plan.evaluation().id()));
        }
        List<MetricsFile> measured = new ArrayList<>();
        for (EvaluationPlan plan : possible) {
            Path folder = request.workspace().evaluationOf(plan.evaluation().id());
            if (!request.rescore()) {
                String apiKey = apiKeys.get(plan.evaluation().id());
                for (Task task : plan.tasks()) answering.answer(task, plan.model(), apiKey, folder);
            }
            MetricsFile metrics = new Scoring(folder, request.version(), judged).score(plan.evaluation(), plan.tasks());
            metrics.write(folder.resolve(MetricsFile.NAME));
            new EvaluationReport(metrics).write(folder, output);
            measured.add(metrics);
        }
        return measured;
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
        for (Task task : tasks(plans)) {
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

    private static boolean asksForLettersUnnoticed(Benchmark benchmark) {
        return !benchmark.definition().policy().reading().choices()
                && benchmark.problems().stream()
                        .allMatch(problem -> CHOICE.matcher(problem.answer()).matches());
    }

    private interface Work<T> {
        T done() throws IOException;
    }
}
