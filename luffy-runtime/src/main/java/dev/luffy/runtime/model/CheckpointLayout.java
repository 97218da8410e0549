package dev.luffy.runtime.model;

import dev.luffy.runtime.experiment.ModelConfig;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names and shapes of a Qwen2 checkpoint, as {@code Qwen2ForCausalLM} of transformers saves it. Matrices are
 * {@code [outputs, inputs]}.
 */
final class CheckpointLayout {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String OUTPUT = "lm_head.weight";

    private CheckpointLayout() {}

    /** Shapes by name; a tied output projection is not among them. */
    static SortedMap<String, long[]> of(ModelConfig config) {
        long hidden = config.hiddenSize();
        long queries = (long) config.heads() * config.headSize();
        long keys = (long) config.kvHeads() * config.headSize();
        long inner = config.intermediateSize();
        SortedMap<String, long[]> shapes = new TreeMap<>();
        shapes.put(EMBEDDING, shape(config.vocabSize(), hidden));
        for (int layer = 0; layer < config.layers(); layer++) {
            String block = "model.layers." + layer + ".";
            shapes.put(block + "input_layernorm.weight", shape(hidden));
            shapes.put(block + "self_attn.q_proj.weight", shape(queries, hidden));
            shapes.put(block + "self_attn.q_proj.bias", shape(queries));
            shapes.put(block + "self_attn.k_proj.weight", shape(keys, hidden));
            shapes.put(block + "self_attn.k_proj.bias", shape(keys));
            shapes.put(block + "self_attn.v_proj.weight", shape(keys, hidden));
            shapes.put(block + "self_attn.v_proj.bias", shape(keys));
            shapes.put(block + "self_attn.o_proj.weight", shape(hidden, queries));
            shapes.put(block + "post_attention_layernorm.weight", shape(hidden));
            shapes.put(block + "mlp.gate_proj.weight", shape(inner, hidden));
            shapes.put(block + "mlp.up_proj.weight", shape(inner, hidden));
            shapes.put(block + "mlp.down_proj.weight", shape(hidden, inner));
        }
        shapes.put("model.norm.weight", shape(hidden));
        if (!config.tiedEmbeddings()) {
            shapes.put(OUTPUT, shape(config.vocabSize(), hidden));
        }
        return shapes;
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }
}
