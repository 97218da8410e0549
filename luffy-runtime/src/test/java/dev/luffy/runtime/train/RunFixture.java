package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.RunPaths;
import dev.luffy.runtime.experiment.ServerAccess;
import dev.luffy.runtime.remote.DecoderServer;
import dev.luffy.runtime.rollout.Stop;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A workplace in a temporary folder: the golden Qwen2 model, eight problems and their traces. */
public final class RunFixture {

    public final Path folder;
    public final Path model;
    public final Path problems;
    public final Path traces;
    final List<Event> events = new ArrayList<>();

    public RunFixture(Path folder) throws IOException, URISyntaxException {
        this.folder = Files.createDirectories(folder);
        this.model = Path.of(Objects.requireNonNull(RunFixture.class.getResource("/golden/hf/qwen2-tied"))
                .toURI());
        StringBuilder problemLines = new StringBuilder();
        StringBuilder traceLines = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            problemLines.append("{\"id\":\"p" + i + "\",\"prompt\":\"" + i + "+7=\",\"answer\":\"" + (i + 7)
                    + "\",\"level\":\"easy\"}\n");
            traceLines.append("{\"problemId\":\"p" + i + "\",\"text\":\"" + i + "</think>" + (i + 7) + "\"}\n");
        }
        this.problems = Files.writeString(folder.resolve("problems.jsonl"), problemLines);
        this.traces = Files.writeString(folder.resolve("traces.jsonl"), traceLines);
    }

    public Path output() {
        return folder.resolve("out");
    }

    public Request request(Experiment experiment, Request.Resume resume) throws IOException {
        boolean validated = experiment.validation() != null;
        Files.createDirectories(output());
        Inputs inputs = new Inputs(
                InputDigest.ofModel(model),
                InputDigest.ofFile(problems),
                InputDigest.ofFile(traces),
                validated ? InputDigest.ofFile(problems) : null,
                experiment.conversation() == null ? null : InputDigest.ofChatTemplate(model));
        RunPaths paths = new RunPaths(
                model.toString(),
                problems.toString(),
                traces.toString(),
                validated ? problems.toString() : null,
                output().toString(),
                folder.resolve("checkpoints").toString(),
                folder.resolve("prepared").toString());
        return new Request(experiment, inputs, paths, resume);
    }

    /** Runs to the end and returns the digest of the weights. */
    public String run(Experiment experiment) throws IOException {
        return run(experiment, Request.Resume.AUTO, () -> {});
    }

    String run(Experiment experiment, Request.Resume resume, Stop stop) throws IOException {
        return run(request(experiment, resume), stop, null);
    }

    /** The same with rollouts from a server; what it is given lies in the fixture's folder. */
    String run(Experiment experiment, DecoderServer server, Stop stop) throws IOException {
        return run(request(experiment, server.access(folder)), stop, null);
    }

    /** A run with rollouts from a server. */
    public Request request(Experiment experiment, ServerAccess server) throws IOException {
        Request local = request(experiment, Request.Resume.AUTO);
        return new Request(experiment, local.inputs(), local.paths(), local.resume(), server);
    }

    String run(Request request, Stop stop, String key) throws IOException {
        events.clear();
        new Run(request, stop, events::add, key).execute();
        return InputDigest.ofFile(output().resolve("model/model.safetensors"));
    }

    /** What is stored after a step. */
    StoredCheckpoint checkpoint(int step) {
        return new StoredCheckpoint(folder.resolve(String.format(Locale.ROOT, "checkpoints/step-%08d", step)));
    }

    /** The last event of a kind. */
    <E extends Event> E last(Class<E> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }
}
