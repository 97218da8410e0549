package dev.luffy.runtime.model;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Weights that are there but cannot be used: pickles, other formats, shards without their index. */
final class ForeignWeights {
    private static final List<String> PICKLES = List.of(".bin", ".pt", ".pth", ".ckpt");
    private static final List<String> OTHERS = List.of(".gguf", ".h5", ".msgpack", ".onnx");

    private ForeignWeights() {}

    /** Called for a folder in which no usable weights were found. */
    static void refuse(Path folder) throws IOException {
        refuse(
                folder,
                List.of(".safetensors"),
                "is neither model.safetensors nor named by model.safetensors.index.json; get the missing file or rename"
                        + " this one");
        refuse(
                folder,
                PICKLES,
                "holds weights as a pickle, which is never read because reading it runs the code in it; convert it to"
                        + " safetensors (transformers: save_pretrained with safe_serialization=True)");
        refuse(folder, OTHERS, "holds weights in a format that is not read; convert it to safetensors");
    }

    private static void refuse(Path folder, List<String> suffixes, String problem) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> found = files.filter(file ->
                            suffixes.stream().anyMatch(file.getFileName().toString()::endsWith))
                    .sorted()
                    .findFirst();
            if (found.isPresent()) {
                throw new CheckpointFormatException(found.get(), problem);
            }
        }
    }
}
