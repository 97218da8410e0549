package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.RunPaths;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One experiment with one seed, its inputs found, checked and digested.
 *
 * @param experiment the declaration
 * @param inputs digests of what it reads; the model's is null while it has yet to be trained
 * @param paths where it reads and writes
 * @param sizes how large its inputs are
 * @param server that rollouts come from, or null for the trainer itself
 */
public record Run(Experiment experiment, Inputs inputs, RunPaths paths, Sizes sizes, DeclaredServer server) {

    /** One whose trainer samples by itself. */
    public Run(Experiment experiment, Inputs inputs, RunPaths paths, Sizes sizes) {
        this(experiment, inputs, paths, sizes, null);
    }

    /** Whether it starts from a model that an earlier run of this build makes. */
    public boolean waits() {
        return inputs.model() == null;
    }

    /** This run now that its model is there. */
    public Run withModel() throws IOException {
        Inputs complete = new Inputs(
                InputDigest.ofModel(Path.of(paths.model())),
                inputs.problems(),
                inputs.traces(),
                inputs.validation(),
                chatTemplate(experiment, Path.of(paths.model())));
        return new Run(experiment, complete, paths, sizes, server);
    }

    /** What the digests of a run have of the chat template of its model, which must be there. */
    public static String chatTemplate(Experiment experiment, Path model) throws IOException {
        return experiment.conversation() == null ? null : InputDigest.ofChatTemplate(model);
    }

    /** What decides whether this run has been done before. */
    public Fingerprint fingerprint() {
        return Fingerprint.of(experiment, inputs);
    }

    /** The document that the worker is given. */
    public Request request(Request.Resume resume) {
        return new Request(experiment, inputs, paths, resume, server == null ? null : server.access());
    }

    /** The run for people. */
    public String label() {
        return experiment.id() + ", seed " + experiment.seed();
    }

    /** Folder of its results. */
    public Path output() {
        return Path.of(paths.output());
    }
}
