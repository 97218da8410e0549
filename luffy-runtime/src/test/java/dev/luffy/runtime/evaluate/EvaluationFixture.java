package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workplace in a temporary folder: the golden Qwen2 model and problems whose prompts have very different lengths. */
public final class EvaluationFixture {

    public static final int PROBLEMS = 11;
    static final String FINGERPRINT = "f1";

    public final Path folder;
    public final Path model;
    public final Path problems;
    final List<Event> events = new ArrayList<>();

    public EvaluationFixture(Path folder) throws IOException, URISyntaxException {
        RunFixture workplace = new RunFixture(folder);
        this.folder = folder;
        this.model = endingOften(workplace.model, Files.createDirectories(folder.resolve("model")));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < PROBLEMS; i++) {
            String prompt = (i + "+7=").repeat(1 + i * i / 3 * (i % 2)); // long and short by turns
            lines.append("{\"id\":\"p" + i + "\",\"prompt\":\"" + prompt + "\",\"answer\":\"" + (i + 7) + "\"}\n");
        }
        this.problems = Files.writeString(workplace.problems, lines);
    }

    /** The same model with more tokens that end a response, since a random model meets its one end token too rarely. */
    private static Path endingOften(Path golden, Path copy) throws IOException {
        for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.copy(golden.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String ends = IntStream.range(40, 60).mapToObj(id -> ", " + id).collect(Collectors.joining());
        Files.writeString(copy.resolve("generation_config.json"), "{\"eos_token_id\": [2" + ends + "]}");
        return copy;
    }

    /** Few samples of few tokens; the batch holds more than one problem but not all. */
    public EvaluationRequest request(int samples, Double... temperatures) throws IOException {
        Path output = Files.createDirectories(folder.resolve("out"));
        return new EvaluationRequest(
                "tiny",
                model.toString(),
                InputDigest.ofModel(model),
                problems.toString(),
                InputDigest.ofFile(problems),
                samples,
                List.of(temperatures),
                1,
                0,
                12,
                42,
                new AnsweringBudget(8, 1),
                FINGERPRINT,
                "sampling",
                journal().toString(),
                output.toString());
    }

    public Path journal() {
        return folder.resolve("journal.jsonl");
    }

    void run(EvaluationRequest request) throws IOException {
        run(request, () -> {});
    }

    void run(EvaluationRequest request, Stop stop) throws IOException {
        events.clear();
        new Evaluator(request, stop, events::add).execute();
    }

    /** What the responses of a request are answers to, worked out beside the evaluator. */
    PromptDigests digests(EvaluationRequest request) {
        TreeMap<String, String> prompts = new TreeMap<>();
        for (Problem problem : JsonLines.readProblems(problems)) prompts.put(problem.id(), problem.prompt());
        return new PromptDigests(prompts, request.sampling());
    }

    /** What the journal has, by problem, temperature and index. */
    TreeMap<String, Sample> samples(EvaluationRequest request) {
        TreeMap<String, Sample> result = new TreeMap<>();
        try (SampleJournal journal = SampleJournal.open(journal(), request.fingerprint(), digests(request))) {
            List<Sample.Key> keys = new ArrayList<>();
            for (Problem problem : JsonLines.readProblems(problems)) {
                for (double temperature : request.temperatures()) {
                    for (int i = 0; i < request.samples(); i++) keys.add(new Sample.Key(problem.id(), temperature, i));
                }
            }
            keys.removeIf(key -> !journal.has(key));
            journal.forEach(keys, sample -> result.put(name(sample.key()), sample));
        }
        return result;
    }

    static String name(Sample.Key key) {
        return key.problem() + " at " + key.temperature() + " sample " + key.index();
    }

    /** The journal's lines without its first, sorted. */
    public List<String> lines() throws IOException {
        return Files.readAllLines(journal()).stream().skip(1).sorted().toList();
    }

    <E extends Event> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends Event> E last(Class<E> kind) {
        List<E> found = all(kind);
        return found.get(found.size() - 1);
    }
}
