package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.ModelConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which checkpoint tensors exist and how they are laid out in memory. Tensors that are multiplied by the same input stand one
 * below the other in one {@link Leaf}, so that a layer needs four matrix products instead of seven.
 *
 * @param leaves in the order in which {@code decoder.py} indexes its list {@code w}
 * @param shapes of the checkpoint's tensors by Hugging Face name, in checkpoint order
 */
record Layout(List<Leaf> leaves, Map<String, long[]> shapes) {

    /** Name of the scalar head, {@code [1, width]}, that stands in a critic where a policy has its output projection. */
    static final String VALUE_HEAD = "value_head.weight";

    /** Checkpoint tensors concatenated along their first dimension. */
    record Leaf(List<String> parts, long[] shape) {}

    static Layout of(ModelConfig config) {
        return of(config, false);
    }

    /** @param critic whether a scalar head stands in place of the vocabulary's */
    static Layout of(ModelConfig config, boolean critic) {
        long width = config.hiddenSize();
        long inner = config.intermediateSize();
        long query = (long) config.heads() * config.headSize();
        long kv = (long) config.kvHeads() * config.headSize();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        List<List<String>> leaves = new ArrayList<>();
        shapes.put("model.embed_tokens.weight", new long[] {config.vocabSize(), width});
        leaves.add(List.of("model.embed_tokens.weight"));
        for (int i = 0; i < config.layers(); i++) {
            String layer = "model.layers." + i + ".";
            String attention = layer + "self_attn.";
            shapes.put(attention + "q_proj.weight", new long[] {query, width});
            shapes.put(attention + "q_proj.bias", new long[] {query});
            shapes.put(attention + "k_proj.weight", new long[] {kv, width});
            shapes.put(attention + "k_proj.bias", new long[] {kv});
            shapes.put(attention + "v_proj.weight", new long[] {kv, width});
            shapes.put(attention + "v_proj.bias", new long[] {kv});
            shapes.put(attention + "o_proj.weight", new long[] {width, query});
            shapes.put(layer + "mlp.gate_proj.weight", new long[] {inner, width});
            shapes.put(layer + "mlp.up_proj.weight", new long[] {inner, width});
            shapes.put(layer + "mlp.down_proj.weight", new long[] {width, inner});
            shapes.put(layer + "input_layernorm.weight", new long[] {width});
            shapes.put(layer + "post_attention_layernorm.weight", new long[] {width});
            leaves.add(List.of(layer + "input_layernorm.weight"));
            leaves.add(List.of(attention + "q_proj.weight", attention + "k_proj.weight", attention + "v_proj.weight"));
            leaves.add(List.of(attention + "q_proj.bias", attention + "k_proj.bias", attention + "v_proj.bias"));
            leaves.add(List.of(attention + "o_proj.weight"));
            leaves.add(List.of(layer + "post_attention_layernorm.weight"));
            leaves.add(List.of(layer + "mlp.gate_proj.weight", layer + "mlp.up_proj.weight"));
            leaves.add(List.of(layer + "mlp.down_proj.weight"));
        }
        shapes.put("model.norm.weight", new long[] {width});
        leaves.add(List.of("model.norm.weight"));
        if (critic) {
            shapes.put(VALUE_HEAD, new long[] {1, width});
            leaves.add(List.of(VALUE_HEAD));
        } else if (!config.tiedEmbeddings()) {
            shapes.put("lm_head.weight", new long[] {config.vocabSize(), width});
            leaves.add(List.of("lm_head.weight"));
        }
        return new Layout(leaves.stream().map(parts -> leaf(parts, shapes)).toList(), shapes);
    }

    private static Leaf leaf(List<String> parts, Map<String, long[]> shapes) {
        long[] shape = shapes.get(parts.get(0)).clone();
        for (String part : parts.subList(1, parts.size())) {
            shape[0] += shapes.get(part)[0];
        }
        return new Leaf(parts, shape);
    }
}
