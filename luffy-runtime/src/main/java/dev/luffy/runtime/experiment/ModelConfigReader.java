package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads {@code config.json} of a Hugging Face folder, both as transformers 4 wrote it ({@code rope_theta},
 * {@code rope_scaling}) and as transformers 5 does ({@code rope_parameters}). What this project's decoder does not
 * compute, and every key that is not on a list of known ones, is refused by name instead of being ignored: a model that runs
 * with the wrong rotary scaling or attention window gives plausible, wrong numbers. Needs no engine, so that a dry run can
 * ask.
 */
public final class ModelConfigReader {
    // Beyond any model of this family, and small enough for parameter counts to stay within a long.
    private static final int LARGEST_SIZE = 1_000_000;
    private static final int MOST_LAYERS = 10_000;
    // The values that transformers takes for keys that are not there.
    private static final double DEFAULT_INITIALIZER_RANGE = 0.02;
    private static final double DEFAULT_RMS_NORM_EPS = 1e-6;
    private static final int DEFAULT_MAX_WINDOW_LAYERS = 28;
    private static final int QWEN3_HEAD_SIZE = 128;

    private final ConfigKeys keys;

    private ModelConfigReader(ConfigKeys keys) {
        this.keys = keys;
    }

    /**
     * The shape of the model in {@code folder}. The tokens that end a response come from
     * {@code generation_config.json}, else {@code config.json}, else the {@code eos_token} of
     * {@code tokenizer_config.json}; the padding token from the first two.
     *
     * @throws CheckpointFormatException if the folder or file is not there, is of no supported family, asks for something the
     *     decoder does not have, contradicts itself, or names no end-of-sequence token
     */
    public static ModelConfig read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CheckpointFormatException(folder, "is not a folder; give a model folder in Hugging Face layout");
        }
        Path file = folder.resolve("config.json");
        return new ModelConfigReader(new ConfigKeys(file, CheckpointJson.read(file))).config(folder);
    }

    private ModelConfig config(Path folder) throws IOException {
        Family family = Family.of(keys);
        ForeignKeys.refuse(keys, family);
        GenerationSettings.refuseInModel(keys);
        KnownKeys.refuseOthers(keys);
        int vocabSize = keys.size("vocab_size", LARGEST_SIZE);
        int hiddenSize = keys.size("hidden_size", LARGEST_SIZE);
        int heads = keys.size("num_attention_heads", LARGEST_SIZE);
        boolean grouped = family != Family.LLAMA || keys.has("num_key_value_heads");
        int kvHeads = grouped ? keys.size("num_key_value_heads", LARGEST_SIZE) : heads;
        if (heads % kvHeads != 0) {
            throw keys.refuse("num_key_value_heads", "must divide num_attention_heads, which is " + heads);
        }
        int headSize = headSize(family, hiddenSize, heads);
        int layers = keys.size("num_hidden_layers", MOST_LAYERS);
        refuseSlidingWindow(layers);
        Rope rope = Rope.read(keys);
        SequenceMarks marks = SequenceMarks.read(folder, keys, vocabSize);
        return new ModelConfig(
                vocabSize,
                hiddenSize,
                keys.size("intermediate_size", LARGEST_SIZE),
                layers,
                heads,
                kvHeads,
                headSize,
                keys.positive("rms_norm_eps").orElse(DEFAULT_RMS_NORM_EPS),
                rope.theta(),
                keys.flag("tie_word_embeddings", false),
                keys.size("max_position_embeddings", Integer.MAX_VALUE),
                marks.eosTokenIds(),
                marks.padTokenId(),
                keys.positive("initializer_range").orElse(DEFAULT_INITIALIZER_RANGE),
                family.parts(keys),
                rope.scaling());
    }

    private int headSize(Family family, int hiddenSize, int heads) {
        int headSize;
        if (keys.has("head_dim")) {
            headSize = keys.size("head_dim", LARGEST_SIZE);
        } else if (family == Family.QWEN3) {
            headSize = QWEN3_HEAD_SIZE;
        } else if (hiddenSize % heads == 0) {
            headSize = hiddenSize / heads;
        } else {
            throw keys.refuse(
                    "hidden_size", "must be a multiple of num_attention_heads, " + heads + ", or give head_dim");
        }
        if (headSize % 2 != 0) {
            throw keys.refuse("head_dim", "gives heads of size " + headSize + "; rotary embedding needs an even size");
        }
        if ((long) heads * headSize > LARGEST_SIZE) {
            throw keys.refuse("num_attention_heads", "times the head size " + headSize + " exceeds " + LARGEST_SIZE);
        }
        return headSize;
    }

    private void refuseSlidingWindow(int layers) {
        boolean slides = keys.flag("use_sliding_window", false);
        if (keys.has("layer_types")) {
            JsonNode types = keys.node("layer_types");
            if (!types.isArray() || types.size() != layers) {
                throw keys.refuse("layer_types", "must be a list with one entry for each of the " + layers + " layers");
            }
            for (JsonNode type : types) {
                if (!"full_attention".equals(type.textValue())) {
                    throw keys.refuse("layer_types", "is not supported; every layer must be \"full_attention\"");
                }
            }
        } else if (slides
                && keys.has("sliding_window")
                && keys.integer("max_window_layers", DEFAULT_MAX_WINDOW_LAYERS) < layers) {
            // Only the layers from max_window_layers on would slide.
            throw keys.refuse("use_sliding_window", "is not supported; set it to false if the window is not needed");
        }
    }
}
