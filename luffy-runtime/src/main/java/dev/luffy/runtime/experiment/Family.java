package dev.luffy.runtime.experiment;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The families of decoders that this project computes, as {@code config.json} names them. */
enum Family {
    /** Qwen2 and Qwen2.5: biases on queries, keys and values, and nowhere else, whatever the configuration says. */
    QWEN2("qwen2", "Qwen2ForCausalLM"),
    /** Dense Qwen3: RMSNorm of every query and key head. */
    QWEN3("qwen3", "Qwen3ForCausalLM"),
    /** Llama 2 and 3: no biases unless declared. */
    LLAMA("llama", "LlamaForCausalLM");

    private final String modelType;
    private final String architecture;

    Family(String modelType, String architecture) {
        this.modelType = modelType;
        this.architecture = architecture;
    }

    /** @throws CheckpointFormatException for any other family, and for a model of this one that predicts no next token */
    static Family of(ConfigKeys keys) {
        String declared = keys.text("model_type");
        Family family = Arrays.stream(values())
                .filter(each -> each.modelType.equals(declared))
                .findFirst()
                .orElseThrow(() -> keys.refuse("model_type", "is not supported; use a model of type " + supported()));
        if (keys.has("architectures")) {
            boolean named = keys.node("architectures").isEmpty()
                    && keys.node("architectures").isArray();
            for (var architecture : keys.node("architectures")) {
                named |= family.architecture.equals(architecture.textValue());
            }
            if (!named) {
                throw keys.refuse(
                        "architectures",
                        "is not supported; a model of type \"" + family.modelType + "\" must be a "
                                + family.architecture);
            }
        }
        return family;
    }

    private static String supported() {
        return Arrays.stream(values())
                .map(family -> '"' + family.modelType + '"')
                .collect(Collectors.joining(", "));
    }

    /** What a layer has besides its matrices and the two norms before attention and SwiGLU. */
    LayerParts parts(ConfigKeys keys) {
        boolean attentionBias = keys.flag("attention_bias", false);
        return switch (this) {
            case QWEN2 -> LayerParts.QWEN2;
            case QWEN3 -> new LayerParts(attentionBias, attentionBias, true, false);
            case LLAMA -> new LayerParts(attentionBias, attentionBias, false, keys.flag("mlp_bias", false));
        };
    }
}
