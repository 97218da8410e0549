package dev.luffy.runtime.data;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.ModelConfigReader;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.RunPaths;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Grader;
import dev.luffy.runtime.rollout.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Training data of the golden Qwen2 model, whose tokenizer reads any text. */
final class DataFixture implements AutoCloseable {

    static final Path FIXTURES = Path.of("../benchmarks/src/test/fixtures");
    static final Path PARQUET = FIXTURES.resolve("luffy-training.parquet");
    static final Layout TRAINING = Layout.named("luffy-training").in(Layout.Format.PARQUET);
    static final Filter DROP_ALL = new Filter(
            null,
            null,
            Filter.Treatment.DROP,
            Filter.Treatment.DROP,
            Filter.Treatment.DROP,
            Filter.Treatment.DROP,
            Filter.Treatment.DROP);

    final List<Event> events = new ArrayList<>();
    final Tokenizer tokenizer;
    final Path prepared;
    private final Path model;
    private Stop stop = () -> {};

    DataFixture(Path folder, Path model) throws IOException {
        this.model = model;
        this.prepared = folder.resolve("prepared");
        this.tokenizer = Tokenizer.open(model, ModelConfigReader.read(model));
    }

    /** LUFFY with mathematical answers, on rows of a layout. */
    static Experiment experiment(Layout layout, Filter filter) {
        Experiment experiment = Declarations.of(Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 200), 1);
        experiment = Declarations.with(experiment, new Rollout(120, 200, 1, 1, 0, 64));
        experiment = Declarations.with(experiment, "reward", new Reward("</think>", "math"));
        return Declarations.with(experiment, "data", Data.of(layout, filter));
    }

    /** The default filter with one component changed. */
    static Filter filter(String component, Object value) {
        return Declarations.with(Filter.NONE, component, value);
    }

    void stopping(Stop other) {
        stop = other;
    }

    Request request(Experiment experiment, Path problems, Path traces) throws IOException {
        return new Request(
                experiment,
                new Inputs(
                        InputDigest.ofModel(model),
                        InputDigest.ofFile(problems),
                        traces == null ? null : InputDigest.ofFile(traces),
                        null),
                new RunPaths(
                        model.toString(),
                        problems.toString(),
                        traces == null ? null : traces.toString(),
                        null,
                        "out",
                        "checkpoints",
                        prepared.toString()),
                Request.Resume.AUTO);
    }

    TrainingData data(Experiment experiment, Path problems, Path traces) throws IOException {
        events.clear();
        Grader grader =
                new Grader(experiment.reward(), tokenizer, experiment.method().outcome());
        ChatTemplate chat = experiment.conversation() == null ? null : ChatTemplate.open(model);
        return TrainingData.of(request(experiment, problems, traces), tokenizer, chat, grader, stop, events::add);
    }

    TrainingData data(Experiment experiment) throws IOException {
        return data(experiment, PARQUET, null);
    }

    /** Whether the newest call read the rows. */
    boolean prepared() {
        return events.contains(new Event.Phase("preparing the data"));
    }

    /** The texts of the traces of a prompt, by the id of its problem, without their last token. */
    Map<String, List<String>> traces(TrainingData data) {
        Map<String, List<String>> texts = new java.util.LinkedHashMap<>();
        data.prompts()
                .forEach(prompt -> texts.put(
                        prompt.problem().id(),
                        prompt.traces().stream()
                                .map(trace -> tokenizer.decodeResponse(trace, true))
                                .toList()));
        return texts;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
