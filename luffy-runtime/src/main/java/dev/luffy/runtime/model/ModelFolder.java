package dev.luffy.runtime.model;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.ModelConfigReader;
import dev.luffy.runtime.tensor.TensorSource;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model as Hugging Face lays it out: {@code config.json}, the tokenizer, and the weights as {@code model.safetensors}
 * or as shards with {@code model.safetensors.index.json}. Weights may be absent, for a model that starts from random
 * numbers; weights in another format are an error, since taking such a folder for an empty one would train noise.
 */
public final class ModelFolder {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String OUTPUT = "lm_head.weight";
    static final String WEIGHTS = "model.safetensors";
    /** What describes a model besides its weights: copied into a saved folder, and part of the digest. Sorted. */
    private static final List<String> DESCRIPTION = List.of(
            "added_tokens.json",
            "chat_template.jinja",
            "chat_template.json",
            "config.json",
            "generation_config.json",
            "merges.txt",
            "special_tokens_map.json",
            "tokenizer.json",
            "tokenizer.model",
            "tokenizer_config.json",
            "vocab.json");

    private final Path path;
    private final ModelConfig config;
    /** The file of each tensor, by the tensor's name; null without weights. */
    private final SortedMap<String, Safetensors> weights;

    private ModelFolder(Path path, ModelConfig config, SortedMap<String, Safetensors> weights) {
        this.path = path;
        this.config = config;
        this.weights = weights;
    }

    /**
     * Reads the configuration and the headers of the weights, and checks every name and shape. No weight is read, but
     * for the comparison of an {@code lm_head.weight} that a tied model should not have.
     *
     * @throws CheckpointFormatException if the folder is not there, is incomplete, contradicts itself, or holds a model
     *     that this project does not run
     */
    public static ModelFolder open(Path folder) throws IOException {
        Path aside = FolderReplacement.asideOf(folder);
        if (!Files.exists(folder) && Files.isDirectory(aside)) {
            throw new CheckpointFormatException(
                    folder,
                    "is not there: saving it was interrupted; rename " + aside + " to get the older model back");
        }
        ModelConfig config = ModelConfigReader.read(folder);
        return new ModelFolder(folder, config, weights(folder, config));
    }

    private static SortedMap<String, Safetensors> weights(Path folder, ModelConfig config) throws IOException {
        Path single = folder.resolve(WEIGHTS);
        SortedMap<String, Safetensors> weights = new TreeMap<>();
        // In transformers' order: the single file wins.
        if (Files.exists(single)) {
            Safetensors file = Safetensors.open(single);
            file.names().forEach(name -> weights.put(name, file));
        } else if (Files.exists(folder.resolve(ShardIndex.NAME))) {
            weights.putAll(ShardIndex.read(folder));
        } else {
            ForeignWeights.refuse(folder);
            return null;
        }
        dropTiedOutput(config, weights);
        checkLayout(folder, config, weights);
        return weights;
    }

    /** Shapes by name; a tied output projection is not among them. */
    private static SortedMap<String, long[]> layout(ModelConfig config) {
        return new TreeMap<>(Weights.shapes(config));
    }

    private static void dropTiedOutput(ModelConfig config, SortedMap<String, Safetensors> weights) throws IOException {
        Safetensors embedding = weights.get(EMBEDDING);
        if (!config.tiedEmbeddings() || !weights.containsKey(OUTPUT) || embedding == null) {
            return;
        }
        Safetensors output = weights.remove(OUTPUT);
        if (!embedding.same(EMBEDDING, output, OUTPUT)) {
            throw new CheckpointFormatException(
                    output.file(),
                    "tensor '" + OUTPUT + "' differs from '" + EMBEDDING
                            + "' although tie_word_embeddings is true; set it to false in config.json");
        }
    }

    private static void checkLayout(Path folder, ModelConfig config, SortedMap<String, Safetensors> weights) {
        SortedMap<String, long[]> layout = layout(config);
        for (Map.Entry<String, long[]> expected : layout.entrySet()) {
            String name = expected.getKey();
            Safetensors file = weights.get(name);
            if (file == null) {
                throw new CheckpointFormatException(
                        folder,
                        "has no tensor '" + name + "' of shape " + Arrays.toString(expected.getValue())
                                + ", which config.json asks for; get config.json and weights of the same model");
            }
            if (!Arrays.equals(file.shape(name), expected.getValue())) {
                throw new CheckpointFormatException(
                        file.file(),
                        "tensor '" + name + "' has shape " + Arrays.toString(file.shape(name))
                                + ", but config.json asks"
                                + " for " + Arrays.toString(expected.getValue())
                                + "; get config.json and weights of the same model");
            }
        }
        for (Map.Entry<String, Safetensors> found : weights.entrySet()) {
            if (!layout.containsKey(found.getKey())) {
                throw new CheckpointFormatException(
                        found.getValue().file(),
                        "has a tensor '" + found.getKey() + "', which the model that config.json describes does not"
                                + " have; get config.json and weights of the same model");
            }
        }
    }

    /** The folder, as it was given. */
    public Path path() {
        return path;
    }

    public ModelConfig config() {
        return config;
    }

    /** False for a folder with configuration and tokenizer only, whose model starts from random numbers. */
    public boolean hasWeights() {
        return weights != null;
    }

    /**
     * The weights by their names in the file, {@code [outputs, inputs]} for matrices, read from it piece by piece. A tied
     * output projection is not among them.
     *
     * @throws CheckpointFormatException if the folder has no weights
     */
    public SortedMap<String, TensorSource> tensors() {
        if (weights == null) {
            throw new CheckpointFormatException(
                    path, "has no weights; add " + WEIGHTS + " or ask for random initialisation");
        }
        SortedMap<String, TensorSource> tensors = new TreeMap<>();
        weights.forEach((name, file) -> tensors.put(name, file.tensor(name)));
        return tensors;
    }

    /**
     * Saves a model as the one that it was trained from: its description is copied byte for byte, and its weights have the
     * element types and the shards that they had there, so that a tensor which was not trained has the same bytes. A model
     * that started without weights is saved in one file, of the type that {@code config.json} declares, else float32. The
     * folder appears as a whole, and an older one in its place disappears only then.
     *
     * @param target the folder to write or replace; may be {@code template} itself
     * @param template a model folder, with or without weights
     * @param tensors by name, complete; without a tied output projection
     * @param config the configuration of {@code template}, but for its rotary base and its positions, which {@code config.json}
     *     then has instead
     * @throws IllegalArgumentException if the tensors or the configuration are not those of {@code template}'s model, or a
     *     number is too large for its element type
     */
    public static void save(Path target, Path template, Map<String, ? extends TensorSource> tensors, ModelConfig config)
            throws IOException {
        ModelConfig before = ModelConfigReader.read(template);
        if (!before.with(new Context(config.ropeTheta(), config.maxPositions())).equals(config)) {
            throw new IllegalArgumentException("The configuration differs from " + template.resolve("config.json"));
        }
        SortedMap<String, long[]> layout = layout(config);
        if (!layout.keySet().equals(tensors.keySet())) {
            TreeSet<String> different = new TreeSet<>(layout.keySet());
            different.addAll(tensors.keySet());
            different.removeIf(name -> layout.containsKey(name) && tensors.containsKey(name));
            throw new IllegalArgumentException("Tensors missing or too many: " + different);
        }
        for (Map.Entry<String, ? extends TensorSource> tensor : tensors.entrySet()) {
            long[] shape = tensor.getValue().shape();
            if (!Arrays.equals(shape, layout.get(tensor.getKey()))) {
                throw new IllegalArgumentException("Tensor '" + tensor.getKey() + "' has shape "
                        + Arrays.toString(shape) + "; must be " + Arrays.toString(layout.get(tensor.getKey())));
            }
        }
        SavedWeights weights = SavedWeights.like(template);
        FolderReplacement.replace(target, folder -> {
            for (String name : DESCRIPTION) {
                Path source = template.resolve(name);
                if (Files.exists(source)) {
                    Files.copy(source, folder.resolve(name));
                }
            }
            if (!before.equals(config)) {
                Path description = folder.resolve("config.json");
                Files.write(description, SavedContext.of(Files.readAllBytes(description), before, config));
            }
            weights.write(folder, tensors);
        });
    }
}
