package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are written.
 *
 * @param output results; usually below {@code target}, so that {@code clean} removes them
 * @param work what must survive {@code clean}: checkpoints, prepared data, responses, downloads and unpacked built-ins
 */
public record Workspace(Path output, Path work) {

    public Path outputOf(Experiment experiment) {
        return output.resolve(experiment.runName());
    }

    /** Folder that training writes an experiment's model into. */
    public Path modelOf(ModelUnderTest.Trained trained) {
        return output.resolve(trained.experiment())
                .resolve("seed-" + trained.seed())
                .resolve("model");
    }

    /**
     * The same folder, where it holds a model.
     *
     * @throws UserErrorException if it does not
     */
    public Path existingModelOf(ModelUnderTest.Trained trained) {
        Path model = modelOf(trained);
        if (!Files.isRegularFile(model.resolve("model.safetensors"))
                && !Files.isRegularFile(model.resolve("model.safetensors.index.json"))) {
            throw new UserErrorException("<experiment> is " + trained.experiment() + " with <seed> " + trained.seed()
                    + ", but there is no trained model at " + model
                    + ": train it first with mvn luffy:train -Dluffy.experiments=" + trained.experiment());
        }
        return model;
    }

    public Path checkpointsOf(Experiment experiment) {
        return work.resolve("checkpoints").resolve(experiment.runName());
    }

    /** Folder of an evaluation's results. */
    public Path evaluationOf(String evaluation) {
        return output.resolve("eval").resolve(evaluation);
    }

    /** Folder of the responses of an evaluation to a benchmark. */
    public Path responsesOf(String evaluation, String benchmark) {
        return work.resolve("eval").resolve(evaluation).resolve(benchmark);
    }

    /** Folder of downloaded and unpacked benchmark files. */
    public Path benchmarks() {
        return work.resolve("benchmarks");
    }

    /** Folder of tokenized and filtered training data, which runs on the same data share. */
    public Path prepared() {
        return work.resolve("prepared");
    }

    /** Folder of built-in inputs; {@code version} is the plugin's, since built-ins may change with it. */
    public Path builtins(String version) {
        return work.resolve("builtin").resolve(version);
    }
}
