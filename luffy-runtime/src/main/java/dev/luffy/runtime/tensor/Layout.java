package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.LayerParts;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which checkpoint tensors exist and how they are laid out in memory. Tensors that are multiplied by the same input stand one
 * below the other in one {@link Leaf}, so that a layer needs four matrix products instead of seven.
 *
 * @param leaves in the order in which {@code decoder.py} indexes its list {@code w}
 * @param shapes of the checkpoint's tensors by Hugging Face name, in checkpoint order
 * @param perLayer how many leaves each layer has
 */
record Layout(List<Leaf> leaves, Map<String, long[]> shapes, int perLayer) {

    /** Name of the scalar head, {@code [1, width]}, that stands in a critic where a policy has its output projection. */
    static final String VALUE_HEAD = "value_head.weight";

    private static final String FINAL_NORM = "model.norm.weight";

    /** Checkpoint tensors concatenated along their first dimension. */
    record Leaf(List<String> parts, long[] shape) {}

    /** What a leaf of a layer is for, in the order in which a layer's leaves stand in {@code w}. Families lack some. */
    enum Role {
        INPUT_NORM("input_layernorm.weight"),
        QKV("self_attn.q_proj.weight", "self_attn.k_proj.weight", "self_attn.v_proj.weight"),
        QKV_BIAS("self_attn.q_proj.bias", "self_attn.k_proj.bias", "self_attn.v_proj.bias"),
        HEAD_NORMS("self_attn.q_norm.weight", "self_attn.k_norm.weight"),
        OUT("self_attn.o_proj.weight"),
        OUT_BIAS("self_attn.o_proj.bias"),
        POST_NORM("post_attention_layernorm.weight"),
        GATE_UP("mlp.gate_proj.weight", "mlp.up_proj.weight"),
        GATE_UP_BIAS("mlp.gate_proj.bias", "mlp.up_proj.bias"),
        DOWN("mlp.down_proj.weight"),
        DOWN_BIAS("mlp.down_proj.bias");

        private final List<String> parts;

        Role(String... parts) {
            this.parts = List.of(parts);
        }

        /** Index among the leaves of one layer, or -1 if a layer of this family has none. */
        int offset(LayerParts layer) {
            return isIn(layer)
                    ? (int) Arrays.stream(values())
                            .filter(role -> role.ordinal() < ordinal() && role.isIn(layer))
                            .count()
                    : -1;
        }

        private boolean isIn(LayerParts layer) {
            return switch (this) {
                case QKV_BIAS -> layer.qkvBias();
                case HEAD_NORMS -> layer.headNorms();
                case OUT_BIAS -> layer.outputBias();
                case GATE_UP_BIAS, DOWN_BIAS -> layer.mlpBias();
                default -> true;
            };
        }
    }

    static Layout of(ModelConfig config) {
        return of(config, false);
    }

    /** @param critic whether a scalar head stands in place of the vocabulary's */
    static Layout of(ModelConfig config, boolean critic) {
        long width = config.hiddenSize();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        List<List<String>> leaves = new ArrayList<>();
        shapes.put("model.embed_tokens.weight", new long[] {config.vocabSize(), width});
        leaves.add(List.of("model.embed_tokens.weight"));
        for (int i = 0; i < config.layers(); i++) {
            String layer = "model.layers." + i + ".";
            putShapes(shapes, layer, config);
            for (Role role : Role.values()) {
                if (role.isIn(config.parts())) {
                    leaves.add(role.parts.stream().map(layer::concat).toList());
                }
            }
        }
        shapes.put(FINAL_NORM, new long[] {width});
        leaves.add(List.of(FINAL_NORM));
        if (critic) {
            shapes.put(VALUE_HEAD, new long[] {1, width});
            leaves.add(List.of(VALUE_HEAD));
        } else if (!config.tiedEmbeddings()) {
            shapes.put("lm_head.weight", new long[] {config.vocabSize(), width});
            leaves.add(List.of("lm_head.weight"));
        }
        return new Layout(
                leaves.stream().map(parts -> leaf(parts, shapes)).toList(), shapes, leavesPerLayer(config.parts()));
    }

    /** What {@code all}, one for each leaf, has for a layer. */
    <T> List<T> ofLayer(List<T> all, int layer) {
        return all.subList(1 + layer * perLayer, 1 + (layer + 1) * perLayer);
    }

    /** Index of the norm after the last layer. */
    int finalNorm() {
        return leaves.size() - (leaves.get(leaves.size() - 1).parts().contains(FINAL_NORM) ? 1 : 2);
    }

    /** Index of the output projection or value head; of the embedding where it is that. */
    int head() {
        return finalNorm() == leaves.size() - 1 ? 0 : leaves.size() - 1;
    }

    static int leavesPerLayer(LayerParts layer) {
        return (int)
                Arrays.stream(Role.values()).filter(role -> role.isIn(layer)).count();
    }

    private static void putShapes(Map<String, long[]> shapes, String layer, ModelConfig config) {
        long width = config.hiddenSize();
        long inner = config.intermediateSize();
        long query = (long) config.heads() * config.headSize();
        long kv = (long) config.kvHeads() * config.headSize();
        LayerParts parts = config.parts();
        String attention = layer + "self_attn.";
        putProjection(shapes, attention + "q_proj", query, width, parts.qkvBias());
        putProjection(shapes, attention + "k_proj", kv, width, parts.qkvBias());
        putProjection(shapes, attention + "v_proj", kv, width, parts.qkvBias());
        putProjection(shapes, attention + "o_proj", width, query, parts.outputBias());
        if (parts.headNorms()) {
            shapes.put(attention + "q_norm.weight", new long[] {config.headSize()});
            shapes.put(attention + "k_norm.weight", new long[] {config.headSize()});
        }
        putProjection(shapes, layer + "mlp.gate_proj", inner, width, parts.mlpBias());
        putProjection(shapes, layer + "mlp.up_proj", inner, width, parts.mlpBias());
        putProjection(shapes, layer + "mlp.down_proj", width, inner, parts.mlpBias());
        shapes.put(layer + "input_layernorm.weight", new long[] {width});
        shapes.put(layer + "post_attention_layernorm.weight", new long[] {width});
    }

    private static void putProjection(Map<String, long[]> shapes, String name, long out, long in, boolean bias) {
        shapes.put(name + ".weight", new long[] {out, in});
        if (bias) {
            shapes.put(name + ".bias", new long[] {out});
        }
    }

    private static Leaf leaf(List<String> parts, Map<String, long[]> shapes) {
        long[] shape = shapes.get(parts.get(0)).clone();
        for (String part : parts.subList(1, parts.size())) {
            shape[0] += shapes.get(part)[0];
        }
        return new Leaf(parts, shape);
    }
}
