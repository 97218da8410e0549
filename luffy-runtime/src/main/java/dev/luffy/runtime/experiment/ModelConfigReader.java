package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads {@code config.json} of a Hugging Face folder, both as transformers 4 wrote it ({@code rope_theta},
 * {@code rope_scaling}) and as transformers 5 does ({@code rope_parameters}). What this project's decoder does not
 * compute is refused by name instead of being ignored: a model that runs with the wrong rotary scaling or attention
 * window gives plausible, wrong numbers. Needs no engine, so that a dry run can ask.
 */
public final class ModelConfigReader {
    // Beyond any model of this family, and small enough for parameter counts to stay within a long.
    private static final int LARGEST_SIZE = 1_000_000;
    private static final int MOST_LAYERS = 10_000;
    // The values that transformers' Qwen2Config takes for keys that are not there.
    private static final double DEFAULT_ROPE_THETA = 10_000;
    private static final double DEFAULT_INITIALIZER_RANGE = 0.02;
    private static final double DEFAULT_RMS_NORM_EPS = 1e-6;
    private static final int DEFAULT_MAX_WINDOW_LAYERS = 28;

    private final ConfigKeys keys;

    private ModelConfigReader(ConfigKeys keys) {
        this.keys = keys;
    }

    /**
     * The shape of the model in {@code folder}. The tokens that end a response come from
     * {@code generation_config.json}, else {@code config.json}, else the {@code eos_token} of
     * {@code tokenizer_config.json}; the padding token from the first two.
     *
     * @throws CheckpointFormatException if the folder or file is not there, is no Qwen2 model, asks for something the
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
        refuseWhatTheDecoderDoesNotCompute();
        int vocabSize = keys.size("vocab_size", LARGEST_SIZE);
        int hiddenSize = keys.size("hidden_size", LARGEST_SIZE);
        int heads = keys.size("num_attention_heads", LARGEST_SIZE);
        int kvHeads = keys.size("num_key_value_heads", LARGEST_SIZE);
        if (heads % kvHeads != 0) {
            throw keys.refuse("num_key_value_heads", "must divide num_attention_heads, which is " + heads);
        }
        int headSize = headSize(hiddenSize, heads);
        int layers = keys.size("num_hidden_layers", MOST_LAYERS);
        refuseSlidingWindow(layers);
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
                ropeTheta(),
                keys.flag("tie_word_embeddings", false),
                keys.size("max_position_embeddings", Integer.MAX_VALUE),
                marks.eosTokenIds(),
                marks.padTokenId(),
                keys.positive("initializer_range").orElse(DEFAULT_INITIALIZER_RANGE));
    }

    private void refuseWhatTheDecoderDoesNotCompute() {
        if (!"qwen2".equals(keys.text("model_type"))) {
            throw keys.refuse("model_type", "is not supported; use a model of type \"qwen2\"");
        }
        if (!"silu".equals(keys.text("hidden_act")) && keys.has("hidden_act")) {
            throw keys.refuse("hidden_act", "is not supported; the decoder computes \"silu\"");
        }
        if (keys.has("quantization_config")) {
            throw keys.refuse("quantization_config", "is not supported; use the unquantized model");
        }
    }

    private int headSize(int hiddenSize, int heads) {
        if (!keys.has("head_dim") && hiddenSize % heads != 0) {
            throw keys.refuse(
                    "hidden_size", "must be a multiple of num_attention_heads, " + heads + ", or give head_dim");
        }
        int headSize = keys.has("head_dim") ? keys.size("head_dim", LARGEST_SIZE) : hiddenSize / heads;
        if (headSize % 2 != 0) {
            throw keys.refuse("head_dim", "gives heads of size " + headSize + "; rotary embedding needs an even size");
        }
        if ((long) heads * headSize > LARGEST_SIZE) {
            throw keys.refuse("num_attention_heads", "times the head size " + headSize + " exceeds " + LARGEST_SIZE);
        }
        return headSize;
    }

    private void refuseSlidingWindow(int layers) {
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
        } else if (keys.flag("use_sliding_window", false)
                && keys.has("sliding_window")
                && keys.integer("max_window_layers", DEFAULT_MAX_WINDOW_LAYERS) < layers) {
            // Only the layers from max_window_layers on would slide.
            throw keys.refuse("use_sliding_window", "is not supported; set it to false if the window is not needed");
        }
    }

    private double ropeTheta() {
        refuseRopeScaling("rope_scaling");
        refuseRopeScaling("rope_parameters");
        OptionalDouble old = keys.positive("rope_theta");
        OptionalDouble now = keys.has("rope_parameters")
                ? keys.inside("rope_parameters").positive("rope_theta")
                : OptionalDouble.empty();
        if (old.isPresent() && now.isPresent() && old.getAsDouble() != now.getAsDouble()) {
            throw keys.refuse("rope_theta", "differs from rope_parameters.rope_theta, " + now.getAsDouble());
        }
        return now.orElse(old.orElse(DEFAULT_ROPE_THETA));
    }

    private void refuseRopeScaling(String key) {
        if (!keys.has(key)) {
            return;
        }
        ConfigKeys rope = keys.inside(key);
        // "type" is what transformers called it before 4.45.
        for (String type : List.of("rope_type", "type")) {
            if (rope.has(type) && !"default".equals(rope.text(type))) {
                throw rope.refuse(type, "is not supported; the decoder has rotary embeddings without scaling");
            }
        }
        for (String name : rope.names()) {
            if (rope.node(name) instanceof ObjectNode) {
                throw rope.refuse(name, "is not supported; rotary parameters must be the same in every layer");
            }
        }
        if (rope.positive("partial_rotary_factor").orElse(1) != 1) {
            throw rope.refuse("partial_rotary_factor", "is not supported; whole heads are rotated");
        }
    }
}
