package dev.luffy.maven.eval;

import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.input.InputFiles;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From declarations to plans: finds models and benchmarks, reads and checks each once, and refuses what cannot be done. */
final class EvaluationPlanner {

    private final Workspace workspace;
    private final InputFiles models;
    private final LoadedBenchmarks loaded;

    EvaluationPlanner(Workspace workspace, String version, LoadedBenchmarks loaded) {
        this.workspace = workspace;
        this.models = new InputFiles(workspace.builtins(version));
        this.loaded = loaded;
    }

    /** One plan per evaluation, in the order declared. */
    List<EvaluationPlan> plan(EvalRequest request) throws IOException {
        return plan(request, !request.rescore());
    }

    /** The same as far as it can be told without looking at any model. */
    List<EvaluationPlan> planWithoutModels(EvalRequest request) throws IOException {
        return plan(request, false);
    }

    private List<EvaluationPlan> plan(EvalRequest request, boolean withModels) throws IOException {
        List<EvaluationPlan> plans = new ArrayList<>();
        for (DeclaredEvaluation evaluation : request.evaluations()) {
            List<DeclaredBenchmark> wanted = benchmarks(evaluation, request);
            Contender model = withModels ? model(evaluation) : null;
            List<Task> tasks = new ArrayList<>();
            for (DeclaredBenchmark each : wanted) tasks.add(task(evaluation, each, model));
            plans.add(new EvaluationPlan(evaluation, model, tasks));
        }
        return plans;
    }

    private Task task(DeclaredEvaluation evaluation, DeclaredBenchmark declared, Contender model) throws IOException {
        Benchmark benchmark = loaded.of(declared);
        int samples = MetricsPlan.samples(evaluation, benchmark);
        List<Metric> metrics = MetricsPlan.of(declared, evaluation, samples);
        Asked asked = Asked.of(evaluation, source(evaluation.model()), model);
        KeptResponses kept = new KeptResponses(workspace.responsesOf(evaluation.id(), declared.id()));
        return new Task(
                evaluation, benchmark, metrics, samples, asked, Asked.prompts(evaluation, benchmark, samples), kept);
    }

    /** Where a local model comes from, in words that hold on another machine if the model lies within the project. */
    private String source(ModelUnderTest model) {
        if (model instanceof ModelUnderTest.Trained trained) {
            return "experiment " + trained.experiment() + ", seed " + trained.seed();
        }
        if (!(model instanceof ModelUnderTest.Local local)) return "";
        if (local.source() instanceof ModelSource.Builtin builtin) return "builtin " + builtin.name();
        if (!(local.source() instanceof ModelSource.Folder folder))
            return local.source().toString();
        Path path = folder.path().toAbsolutePath().normalize();
        Path project = workspace.work().toAbsolutePath().normalize().getParent();
        boolean within = project != null && path.startsWith(project);
        return "folder " + (within ? project.relativize(path) : path).toString().replace('\\', '/');
    }

    private static List<DeclaredBenchmark> benchmarks(DeclaredEvaluation evaluation, EvalRequest request) {
        Map<String, DeclaredBenchmark> byId = new LinkedHashMap<>();
        for (DeclaredBenchmark each : request.benchmarks()) byId.put(each.id(), each);
        List<DeclaredBenchmark> wanted = new ArrayList<>();
        for (String id : evaluation.on().isEmpty() ? request.byDefault() : evaluation.on()) {
            if (!byId.containsKey(id)) {
                throw new UserErrorException(evaluation.element() + "<on> names " + id + ", but the benchmarks are "
                        + byId.keySet() + ": declare a <benchmark> of that id");
            }
            wanted.add(byId.get(id));
        }
        return wanted;
    }

    private Contender model(DeclaredEvaluation evaluation) throws IOException {
        ModelUnderTest model = evaluation.model();
        if (model instanceof ModelUnderTest.Remote remote) return new Contender.Served(remote.endpoint());
        try {
            Path folder = model instanceof ModelUnderTest.Trained trained
                    ? workspace.existingModelOf(trained)
                    : models.model(((ModelUnderTest.Local) model).source());
            return new Contender.Local(
                    folder,
                    InputDigest.ofModel(folder),
                    models.shape(folder, InitialWeights.CHECKPOINT),
                    InputDigest.ofChatTemplate(folder));
        } catch (UserErrorException | CheckpointFormatException e) {
            String rest = e.getMessage().startsWith("<") ? e.getMessage() : ": " + e.getMessage();
            throw new UserErrorException(evaluation.element() + rest, e);
        }
    }
}
