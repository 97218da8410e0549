package dev.luffy.maven.input;

import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.ModelConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a model folder as far as a plan needs it: what is missing is told now and not after a worker's start. */
final class ModelFiles {

    private ModelFiles() {}

    /**
     * The model's shape.
     *
     * @throws UserErrorException if a file is missing
     * @throws dev.luffy.runtime.experiment.CheckpointFormatException if config.json is not one we can run
     */
    static ModelConfig shape(Path folder, InitialWeights weights) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserErrorException("<model> is " + folder
                    + ", but there is no such folder: name a folder with config.json, tokenizer.json and weights");
        }
        require(folder, "config.json", "it describes the model's shape");
        require(folder, "tokenizer.json", "it turns text into tokens");
        boolean single = Files.isRegularFile(folder.resolve("model.safetensors"));
        boolean sharded = Files.isRegularFile(folder.resolve("model.safetensors.index.json"));
        if (weights == InitialWeights.CHECKPOINT && !single && !sharded) {
            throw new UserErrorException("<model> is " + folder
                    + ", but it holds neither model.safetensors nor model.safetensors.index.json: put the weights there,"
                    + " or start from random ones with <randomWeights>true</randomWeights>");
        }
        return ModelConfigReader.read(folder);
    }

    private static void require(Path folder, String name, String why) {
        if (!Files.isRegularFile(folder.resolve(name))) {
            throw new UserErrorException("<model> is " + folder + ", but it holds no " + name + ": " + why);
        }
    }
}
