package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys by which this family's configurations, or its relatives', ask for something that the decoder does not compute. Each may
 * stand there with the value that asks for nothing. Keys of which no value asks for nothing are not among them:
 * {@link KnownKeys} leaves those out.
 */
final class ForeignKeys {
    private static final Map<String, Double> NEUTRAL_NUMBERS = new LinkedHashMap<>();
    private static final List<String> NEUTRAL_IF_FALSE = List.of(
            "alibi",
            "is_encoder_decoder",
            "add_cross_attention",
            "parallel_attn",
            "rope_interleaved",
            "tie_encoder_decoder",
            "use_bias",
            "use_dynamic_ntk",
            "use_logn_attn",
            "use_moe",
            "use_mrope",
            "use_parallel_residual");
    private static final List<String> ELEMENT_TYPES = List.of("bfloat16", "float16", "float32");
    // Only a norm per head of Qwen3's kind is computed, and that family always has it.
    private static final List<String> HEAD_NORM_FLAGS =
            List.of("qk_layernorm", "qk_norm", "use_qk_layernorm", "use_qk_norm");

    static {
        for (String dropout :
                List.of("attention_dropout", "attn_pdrop", "dropout", "embd_pdrop", "hidden_dropout", "resid_pdrop")) {
            NEUTRAL_NUMBERS.put(dropout, 0.0);
        }
        for (String count : List.of(
                "attn_logit_softcapping",
                "chunk_size_feed_forward",
                "final_logit_softcapping",
                "n_routed_experts",
                "num_experts",
                "num_local_experts")) {
            NEUTRAL_NUMBERS.put(count, 0.0);
        }
        for (String factor : List.of(
                "embedding_multiplier",
                "logit_scale",
                "logits_scaling",
                "partial_rotary_factor",
                "pretraining_tp",
                "residual_multiplier",
                "rotary_pct")) {
            NEUTRAL_NUMBERS.put(factor, 1.0);
        }
    }

    /** Those that are looked at below, each with a sentence of its own. */
    private static final Set<String> LOOKED_AT = Set.of(
            "attention_bias",
            "auto_map",
            "dtype",
            "hidden_act",
            "mlp_bias",
            "pruned_heads",
            "qkv_bias",
            "quantization_config",
            "sliding_window",
            "torch_dtype",
            "use_sliding_window");

    private ForeignKeys() {}

    static boolean contains(String key) {
        return NEUTRAL_NUMBERS.containsKey(key)
                || NEUTRAL_IF_FALSE.contains(key)
                || HEAD_NORM_FLAGS.contains(key)
                || LOOKED_AT.contains(key);
    }

    static void refuse(ConfigKeys keys, Family family) {
        if (keys.has("hidden_act") && !"silu".equals(keys.text("hidden_act"))) {
            throw keys.refuse("hidden_act", "is not supported; the decoder computes \"silu\"");
        }
        if (keys.has("quantization_config")) {
            throw keys.refuse("quantization_config", "is not supported; use the unquantized model");
        }
        NEUTRAL_NUMBERS.forEach((key, neutral) -> {
            JsonNode value = keys.node(key);
            if (value != null && !(value.isNumber() && value.doubleValue() == neutral)) {
                throw keys.refuse(key, "is not supported; the decoder computes the model for " + neutral.intValue());
            }
        });
        for (String key : NEUTRAL_IF_FALSE) {
            if (keys.has(key) && !isFlag(keys, key, false)) {
                throw keys.refuse(key, "is not supported; the decoder computes the model for false");
            }
        }
        if (keys.has("auto_map")) {
            throw keys.refuse(
                    "auto_map", "names code in the folder, which is never run; remove it if the model is a plain one");
        }
        if (keys.has("pruned_heads") && !keys.node("pruned_heads").isEmpty()) {
            throw keys.refuse("pruned_heads", "is not supported; use a model whose layers have the same heads");
        }
        for (String key : List.of("dtype", "torch_dtype")) {
            if (keys.has(key) && !ELEMENT_TYPES.contains(String.valueOf(keys.text(key)))) {
                throw keys.refuse(key, "is not supported; use weights of one of " + String.join(", ", ELEMENT_TYPES));
            }
        }
        refuseOtherParts(keys, family);
    }

    private static void refuseOtherParts(ConfigKeys keys, Family family) {
        boolean headNorms = family == Family.QWEN3;
        for (String key : HEAD_NORM_FLAGS) {
            if (keys.has(key) && !isFlag(keys, key, headNorms)) {
                throw keys.refuse(key, "is not supported; a model of this type has " + headNorms);
            }
        }
        if (family != Family.LLAMA && keys.has("mlp_bias") && !isFlag(keys, "mlp_bias", false)) {
            throw keys.refuse("mlp_bias", "is not supported; a model of this type has false");
        }
        for (String key : List.of("attention_bias", "qkv_bias")) {
            if (family == Family.QWEN2 && keys.has(key) && !isFlag(keys, key, true)) {
                throw keys.refuse(key, "is not supported; a model of this type has biases of queries, keys and values");
            }
        }
        if (family != Family.QWEN2
                && keys.has("qkv_bias")
                && !isFlag(keys, "qkv_bias", keys.flag("attention_bias", false))) {
            throw keys.refuse("qkv_bias", "differs from attention_bias; remove it");
        }
        // Qwen's windows are looked at layer by layer.
        if (family == Family.LLAMA && keys.has("sliding_window") && keys.flag("use_sliding_window", true)) {
            throw keys.refuse("sliding_window", "is not supported; remove it if the window is not needed");
        }
    }

    private static boolean isFlag(ConfigKeys keys, String key, boolean expected) {
        return keys.node(key).isBoolean() && keys.node(key).booleanValue() == expected;
    }
}
