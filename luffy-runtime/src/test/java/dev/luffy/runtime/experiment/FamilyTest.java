package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Llama and Qwen3 as their {@code config.json} describes them; Qwen2 is in {@link ModelConfigReaderTest}. */
class FamilyTest {
    /** The keys of Llama-3.2-1B-Instruct as transformers 4 wrote them. */
    private static final String LLAMA_3_2 = """
            {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "attention_dropout": 0.0,
             "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "head_dim": 64, "hidden_act": "silu",
             "hidden_size": 2048, "initializer_range": 0.02, "intermediate_size": 8192,
             "max_position_embeddings": 131072, "mlp_bias": false, "model_type": "llama", "num_attention_heads": 32,
             "num_hidden_layers": 16, "num_key_value_heads": 8, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
             "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
                              "original_max_position_embeddings": 8192, "rope_type": "llama3"},
             "rope_theta": 500000.0, "tie_word_embeddings": true, "torch_dtype": "bfloat16",
             "transformers_version": "4.45.0.dev0", "use_cache": true, "vocab_size": 128256}
            """;
    /** The keys of Qwen3-0.6B as transformers 4 wrote them. */
    private static final String QWEN_3 = """
            {"architectures": ["Qwen3ForCausalLM"], "attention_bias": false, "attention_dropout": 0.0,
             "bos_token_id": 151643, "eos_token_id": 151645, "head_dim": 128, "hidden_act": "silu",
             "hidden_size": 1024, "initializer_range": 0.02, "intermediate_size": 3072,
             "max_position_embeddings": 40960, "max_window_layers": 28, "model_type": "qwen3",
             "num_attention_heads": 16, "num_hidden_layers": 28, "num_key_value_heads": 8, "rms_norm_eps": 1e-06,
             "rope_scaling": null, "rope_theta": 1000000, "sliding_window": null, "tie_word_embeddings": true,
             "torch_dtype": "bfloat16", "transformers_version": "4.51.0", "use_cache": true,
             "use_sliding_window": false, "vocab_size": 151936}
            """;

    private static final RopeScaling SCALING = new RopeScaling.Llama3(32, 1, 4, 8192);
    private static final String NEW_LAYOUT = """
            {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0, "rope_theta": 500000.0,
             "original_max_position_embeddings": 8192, "rope_type": "llama3"}
            """;

    @TempDir
    Path folder;

    @Test
    void llamaIsRead() throws IOException {
        ModelConfig config = read(LLAMA_3_2);
        assertThat(config)
                .isEqualTo(new ModelConfig(
                        128256,
                        2048,
                        8192,
                        16,
                        32,
                        8,
                        64,
                        1e-5,
                        500_000,
                        true,
                        131072,
                        List.of(128001, 128008, 128009),
                        -1,
                        0.02,
                        LayerParts.LLAMA,
                        SCALING));
        // As published: 1.24 B parameters.
        assertThat(config.parameterCount()).isEqualTo(1_235_814_400L);
    }

    @Test
    void qwen3IsRead() throws IOException {
        ModelConfig config = read(QWEN_3);
        assertThat(config)
                .isEqualTo(new ModelConfig(
                                151936, 1024, 3072, 28, 16, 8, 128, 1e-6, 1e6, true, 40960, List.of(151645), -1, 0.02)
                        .with(LayerParts.QWEN3, RopeScaling.NONE));
        // As published: 0.6 B parameters, 0.44 B without the embedding.
        assertThat(config.parameterCount()).isEqualTo(596_049_920L);
    }

    @Test
    void theRotaryScalingIsReadFromEitherLayout() throws IOException {
        String renewed = with(LLAMA_3_2, "rope_scaling", "null", "rope_theta", "null", "rope_parameters", NEW_LAYOUT);
        assertThat(read(renewed)).isEqualTo(read(LLAMA_3_2));
        assertThat(read(with(LLAMA_3_2, "rope_parameters", NEW_LAYOUT))).isEqualTo(read(LLAMA_3_2));
        assertThat(read(with(LLAMA_3_2, "rope_scaling", NEW_LAYOUT.replace("rope_type", "type"))))
                .isEqualTo(read(LLAMA_3_2));
        assertThat(read(with(LLAMA_3_2, "rope_scaling", "null")).ropeScaling()).isEqualTo(RopeScaling.NONE);
        assertThat(read(with(QWEN_3, "rope_scaling", NEW_LAYOUT, "rope_theta", "null"))
                        .ropeScaling())
                .isEqualTo(SCALING);
    }

    @Test
    void rotaryValuesThatContradictEachOtherAreRefused() throws IOException {
        refused(
                with(LLAMA_3_2, "rope_parameters", NEW_LAYOUT.replace("32.0", "8.0")),
                "which says something else than rope_parameters; remove one of them");
        refused(with(LLAMA_3_2, "rope_parameters", "{\"rope_type\": \"default\"}"), "says something else than");
        refused(
                with(LLAMA_3_2, "rope_parameters", NEW_LAYOUT.replace("500000.0", "1e6")),
                "rope_theta is 500000.0, which differs from rope_parameters.rope_theta, 1000000.0");
        refused(
                with(LLAMA_3_2, "rope_scaling", "{\"rope_type\": \"llama3\", \"type\": \"default\"}"),
                "rope_scaling.type is \"default\", which differs from rope_type, \"llama3\"");
        refused(
                with(LLAMA_3_2, "original_max_position_embeddings", "4096"),
                "original_max_position_embeddings is 4096, which differs from the one among the rotary parameters, 8192");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "factor | null | rope_scaling.factor is null, which must be a positive number",
                "factor | 0.5 | rope_scaling.factor is 0.5, which must be at least 1",
                "low_freq_factor | 0 | rope_scaling.low_freq_factor is 0, which must be a positive number",
                "high_freq_factor | 1 | rope_scaling.high_freq_factor is 1, which must be above low_freq_factor, 1.0",
                "original_max_position_embeddings | null | original_max_position_embeddings is null, which must be an",
                "attention_factor | 1.2 | rope_scaling.attention_factor is 1.2, which is not supported for rope_type"
            })
    void eachOfTheScalingsNumbersIsChecked(String key, String value, String message) throws IOException {
        ObjectNode config = (ObjectNode) new JsonMapper().readTree(LLAMA_3_2);
        ((ObjectNode) config.get("rope_scaling")).set(key, new JsonMapper().readTree(value));
        refused(config.toString(), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "dynamic", "yarn", "longrope"})
    void otherScalingsAreRefusedByName(String type) throws IOException {
        refused(
                with(QWEN_3, "rope_scaling", "{\"rope_type\": \"" + type + "\", \"factor\": 4.0}"),
                "rope_scaling.rope_type is \"" + type
                        + "\", which is not supported; the decoder has rotary embeddings of"
                        + " type \"default\" and \"llama3\"");
    }

    @Test
    void declaredBiasesBelongToTheModel() throws IOException {
        assertThat(read(with(LLAMA_3_2, "attention_bias", "true", "mlp_bias", "true"))
                        .parts())
                .isEqualTo(new LayerParts(true, true, false, true));
        assertThat(read(with(QWEN_3, "attention_bias", "true")).parts())
                .isEqualTo(new LayerParts(true, true, true, false));
        refused(with(LLAMA_3_2, "attention_bias", "1"), "attention_bias is 1, which must be true or false");
        refused(with(QWEN_3, "mlp_bias", "true"), "mlp_bias is true, which is not supported");
        refused(with(QWEN_3, "use_qk_norm", "false"), "use_qk_norm is false, which is not supported");
        refused(with(LLAMA_3_2, "qkv_bias", "true"), "qkv_bias is true, which differs from attention_bias");
        refused(with(LLAMA_3_2, "sliding_window", "4096"), "sliding_window is 4096, which is not supported");
    }

    @Test
    void defaultsAreThoseOfTheFamily() throws IOException {
        assertThat(read(with(QWEN_3, "head_dim", "null")).headSize()).isEqualTo(128);
        ModelConfig llama = read(with(LLAMA_3_2, "head_dim", "null", "num_key_value_heads", "null"));
        assertThat(llama.headSize()).isEqualTo(64);
        assertThat(llama.kvHeads()).isEqualTo(32);
    }

    private ModelConfig read(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        return ModelConfigReader.read(folder);
    }

    private void refused(String config, String message) {
        assertThatThrownBy(() -> read(config))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    private static String with(String base, String... keysAndValues) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode config = (ObjectNode) mapper.readTree(base);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.set(keysAndValues[i], mapper.readTree(keysAndValues[i + 1]));
        }
        return config.toString();
    }
}
