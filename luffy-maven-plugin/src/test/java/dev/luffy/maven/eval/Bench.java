package dev.luffy.maven.eval;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.input.BenchmarkFiles;
import dev.luffy.maven.input.Desk;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An evaluation of three problems by a worker that answers 20, 21 and 22 and runs no model. */
final class Bench implements Output, RunListener {

    private final Path folder;
    private final Desk desk;
    private final Workspace workspace;
    private final List<String> lines = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private List<String> metrics = List.of();
    private List<String> on = List.of("sums");
    private List<Double> temperatures = List.of(0.0);
    private String template = "{problem}";
    private String policy = "math";
    private ModelUnderTest model;
    private String apiKey;
    private double topP = 1;
    private int topK;
    private long seed = 1;
    private AnsweringBudget budget = new AnsweringBudget(4, 1);
    private int samples;
    private int tokens = 8;
    private boolean chat;
    private int launches;
    private int asked;
    private long stopAfter = 100;
    private WorkerEnd end = new WorkerEnd.Finished();

    Bench(Path folder) throws IOException {
        this.folder = folder;
        this.desk = new Desk(folder);
        this.model = new ModelUnderTest.Local(new ModelSource.Folder(desk.model()));
        this.workspace = new Workspace(folder.resolve("target"), folder.resolve("work"));
        Files.writeString(desk.model().resolve("model.safetensors"), "weights");
        problems("20", "22", "23");
    }

    Bench problems(String... golds) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < golds.length; i++) {
            text.append(Json.canonical(Map.of("id", "p" + i, "problem", "q" + i, "answer", golds[i])))
                    .append('\n');
        }
        Files.writeString(folder.resolve("sums.jsonl"), text);
        return this;
    }

    Bench metrics(String... names) {
        metrics = List.of(names);
        return this;
    }

    Bench on(String... ids) {
        on = List.of(ids);
        return this;
    }

    Bench temperatures(Double... all) {
        temperatures = List.of(all);
        return this;
    }

    Bench samples(int count) {
        samples = count;
        return this;
    }

    Bench tokens(int count) {
        tokens = count;
        return this;
    }

    Bench template(String text) {
        template = text;
        return this;
    }

    Bench policy(String name) {
        policy = name;
        return this;
    }

    Bench model(ModelUnderTest other) {
        model = other;
        return this;
    }

    Bench chat(String chatTemplate) throws IOException {
        chat = true;
        Files.writeString(desk.model().resolve("chat_template.jinja"), chatTemplate);
        return this;
    }

    Bench sampling(double newTopP, int newTopK, long newSeed) {
        topP = newTopP;
        topK = newTopK;
        seed = newSeed;
        return this;
    }

    Bench budget(AnsweringBudget declared) {
        budget = declared;
        return this;
    }

    ModelUnderTest.Remote served(String name, String url) {
        return new ModelUnderTest.Remote(
                new Endpoint(URI.create(url), Endpoint.Api.CHAT, name, 1, Duration.ofSeconds(9), 0, Duration.ZERO),
                "s",
                null);
    }

    /** The only journal of the responses to the sums. */
    Path journal() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("work/eval/base/sums"))) {
            return files.filter(each -> each.endsWith("journal.ndjson"))
                    .reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    private String keyOf(ModelUnderTest.Remote remote) {
        if (apiKey != null) return apiKey;
        throw new UserErrorException(" no key of " + remote.server());
    }

    Desk desk() {
        return desk;
    }

    void stopAfter(long responses, WorkerEnd now) {
        stopAfter = responses;
        end = now;
    }

    void loseTheModel() throws IOException {
        Files.delete(desk.model().resolve("model.safetensors"));
    }

    void evaluate() throws IOException {
        run(false, false);
    }

    Bench key(String text) {
        apiKey = text;
        return this;
    }

    void rescore() throws IOException {
        run(true, false);
    }

    void dryRun() throws IOException {
        run(false, true);
    }

    Path folder() {
        return folder.resolve("target/eval/base");
    }

    Path metrics() {
        return folder().resolve("metrics.json");
    }

    List<Event> events() {
        return events;
    }

    List<String> lines() {
        return lines;
    }

    int launches() {
        return launches;
    }

    /** Responses that workers were asked for and gave. */
    int asked() {
        return asked;
    }

    private void run(boolean rescore, boolean dryRun) throws IOException {
        BenchmarkFiles files =
                new BenchmarkFiles(folder.resolve("builtin"), folder.resolve("cache"), each -> null, true);
        new Evaluating(this::work, this::keyOf, files, () -> this, this)
                .evaluate(new EvalRequest(
                        List.of(evaluation()),
                        List.of(benchmark("sums"), benchmark("again")),
                        List.of("sums"),
                        workspace,
                        "1.0",
                        rescore,
                        dryRun));
    }

    private DeclaredBenchmark benchmark(String id) {
        return new DeclaredBenchmark(
                new Definition(id, 1, Layout.named("math"), template, null, Policy.named(policy), metrics, 0),
                new BenchmarkSource.LocalFile(folder.resolve("sums.jsonl"), null));
    }

    private DeclaredEvaluation evaluation() {
        return new DeclaredEvaluation(
                "base", model, on, samples, temperatures, topP, topK, tokens, seed, 0.95, budget, chat);
    }

    private static String asked(Conversation chat, String prompt) {
        return chat == null ? prompt : Json.canonical(List.of(chat.system(), prompt));
    }

    private WorkerEnd work(EvaluationRequest request, Path file, ModelConfig model, RunListener console) {
        launches++;
        List<Problem> problems = JsonLines.readProblems(Path.of(request.problems()));
        Map<String, String> prompts = new TreeMap<>();
        for (Problem problem : problems) prompts.put(problem.id(), asked(request.conversation(), problem.prompt()));
        PromptDigests digests = new PromptDigests(prompts, request.sampling());
        try (SampleJournal journal = SampleJournal.open(Path.of(request.journal()), request.fingerprint(), digests)) {
            if (!Json.read(Files.readString(file), EvaluationRequest.class).equals(request)) {
                throw new AssertionError(file + " is another request");
            }
            for (double temperature : request.temperatures()) {
                for (int i = 0; i < problems.size(); i++) {
                    for (int k = 0; k < (temperature == 0 ? 1 : request.samples()); k++) {
                        Sample.Key key = new Sample.Key(problems.get(i).id(), temperature, k);
                        if (journal.has(key) || journal.size() >= stopAfter) continue;
                        String number = problems.get(i).id().substring(1);
                        journal.add(new Sample(
                                key.problem(),
                                temperature,
                                k,
                                "\\boxed{2" + number + "}",
                                i == 1 ? Sample.Finish.LENGTH : Sample.Finish.STOP,
                                3));
                        asked++;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end;
    }

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        lines.add("! " + line);
    }

    @Override
    public void event(Event event) {
        events.add(event);
    }

    @Override
    public void tick() {}

    @Override
    public void interrupted(long step) {}
}
