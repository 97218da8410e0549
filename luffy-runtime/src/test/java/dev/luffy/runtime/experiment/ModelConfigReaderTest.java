package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigReaderTest {
    /** The keys of Qwen2.5-0.5B-Instruct's config.json as transformers 4 wrote it. */
    private static final String QWEN_2_5 = """
            {"architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 151643,
             "eos_token_id": 151645, "hidden_act": "silu", "hidden_size": 896, "initializer_range": 0.02,
             "intermediate_size": 4864, "max_position_embeddings": 32768, "max_window_layers": 21,
             "model_type": "qwen2", "num_attention_heads": 14, "num_hidden_layers": 24, "num_key_value_heads": 2,
             "rms_norm_eps": 1e-06, "rope_theta": 1000000.0, "sliding_window": 32768,
             "tie_word_embeddings": true, "torch_dtype": "bfloat16", "transformers_version": "4.43.1",
             "use_cache": true, "use_sliding_window": false, "vocab_size": 151936}
            """;

    @TempDir
    Path folder;

    @Test
    void aFileOfTransformers5IsRead() throws IOException, URISyntaxException {
        Path golden = Path.of(getClass().getResource("/golden/hf/qwen2-tied").toURI());
        assertThat(ModelConfigReader.read(golden))
                .isEqualTo(new ModelConfig(317, 64, 176, 3, 4, 2, 16, 1e-6, 40000, true, 512, List.of(2), 0, 0.02));
    }

    @Test
    void aFileOfTransformers4IsRead() throws IOException {
        ModelConfig config = read(QWEN_2_5);
        assertThat(config)
                .isEqualTo(new ModelConfig(
                        151936, 896, 4864, 24, 14, 2, 64, 1e-6, 1e6, true, 32768, List.of(151645), -1, 0.02));
        // As published: 0.49 B parameters.
        assertThat(config.parameterCount()).isEqualTo(494_032_768L);
    }

    @Test
    void defaultsAreThoseOfTransformers() throws IOException {
        ModelConfig config = read(without("rope_theta", "rms_norm_eps", "tie_word_embeddings", "hidden_act"));
        assertThat(config.ropeTheta()).isEqualTo(10_000);
        assertThat(config.rmsNormEps()).isEqualTo(1e-6);
        assertThat(config.tiedEmbeddings()).isFalse();
    }

    @Test
    void theHeadSizeMayDifferFromTheQuotient() throws IOException {
        assertThat(read(with("head_dim", "32")).headSize()).isEqualTo(32);
        assertThat(read(with("head_dim", "null")).headSize()).isEqualTo(64);
        refused(with("head_dim", "33"), "head_dim is 33, which gives heads of size 33");
        refused(with("num_attention_heads", "10"), "hidden_size is 896, which must be a multiple");
        refused(with("num_attention_heads", "15", "head_dim", "64"), "num_key_value_heads is 2, which must divide");
    }

    @Test
    void theRotaryBaseIsReadFromEitherPlaceButNotFromTwoThatDiffer() throws IOException {
        assertThat(read(with("rope_theta", "null", "rope_parameters", "{\"rope_theta\": 7.5}"))
                        .ropeTheta())
                .isEqualTo(7.5);
        assertThat(read(with("rope_parameters", "{\"rope_theta\": 1000000, \"rope_type\": \"default\"}"))
                        .ropeTheta())
                .isEqualTo(1e6);
        assertThat(read(with("rope_scaling", "{\"type\": \"default\"}")).ropeTheta())
                .isEqualTo(1e6);
        refused(with("rope_parameters", "{\"rope_theta\": 5}"), "rope_theta is 1000000.0, which differs from");
        refused(with("rope_theta", "0"), "rope_theta is 0, which must be a positive number");
        refused(with("rope_theta", "\"big\""), "rope_theta is \"big\", which must be a positive number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "dynamic", "yarn", "mrope", "longrope"})
    void rotaryScalingIsRefusedByName(String type) throws IOException {
        refused(with("rope_scaling", "{\"type\":\"" + type + "\"}"), "rope_scaling.type is \"" + type + "\"");
        refused(with("rope_scaling", "{\"rope_type\":\"" + type + "\"}"), "rope_scaling.rope_type is \"" + type + "\"");
        refused(
                with("rope_theta", "null", "rope_parameters", "{\"rope_theta\":5,\"rope_type\":\"" + type + "\"}"),
                "rope_parameters.rope_type is \"" + type + "\", which is not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_type | \"mistral\" | model_type is \"mistral\", which is not supported; use a model of type"
                        + " \"qwen2\", \"qwen3\", \"llama\"",
                "model_type | \"qwen3_moe\" | model_type is \"qwen3_moe\", which is not supported",
                "architectures | [\"Qwen2ForSequenceClassification\"] | \"qwen2\" must be a Qwen2ForCausalLM",
                "attention_bias | false | attention_bias is false, which is not supported",
                "mlp_bias | true | mlp_bias is true, which is not supported",
                "attention_dropout | 0.1 | attention_dropout is 0.1, which is not supported; the decoder computes",
                "pretraining_tp | 2 | pretraining_tp is 2, which is not supported",
                "use_qk_norm | true | use_qk_norm is true, which is not supported",
                "use_mrope | true | use_mrope is true, which is not supported",
                "partial_rotary_factor | 0.5 | partial_rotary_factor is 0.5, which is not supported",
                "torch_dtype | \"float8_e4m3fn\" | torch_dtype is \"float8_e4m3fn\", which is not supported; use weights",
                "num_experts | 8 | num_experts is 8, which is not supported",
                "text_config | {} | text_config is {}, which is not supported",
                "rope_scaling | {\"factor\":2} | rope_scaling.factor is 2, which is not supported for rope_type",
                "model_type | null | model_type is null, which is not supported",
                "hidden_act | \"gelu\" | hidden_act is \"gelu\", which is not supported",
                "hidden_act | 7 | hidden_act is 7, which is not supported",
                "quantization_config | {} | quantization_config is {}, which is not supported",
                "layer_types | [\"full_attention\"] | layer_types is [\"full_attention\"], which must be a list",
                "rope_parameters | {\"full_attention\":{}} | rope_parameters.full_attention is {}, which is not supp",
                "rope_parameters | {\"partial_rotary_factor\":0.5} | partial_rotary_factor is 0.5, which is not supp",
                "rope_scaling | [] | rope_scaling is [], which must be an object",
                "tie_word_embeddings | 1 | tie_word_embeddings is 1, which must be true or false",
                "vocab_size | 0 | vocab_size is 0, which must be an integer from 1 to",
                "vocab_size | 1e3 | vocab_size is 1000.0, which must be an integer",
                "vocab_size | 99999999999 | vocab_size is 99999999999, which must be an integer",
                "vocab_size | 99999999 | vocab_size is 99999999, which must be an integer from 1 to 1000000",
                "num_hidden_layers | 2000000000 | num_hidden_layers is 2000000000, which must be",
                "num_key_value_heads | null | num_key_value_heads is null, which must be an integer from 1 to",
                "rms_norm_eps | -1e-6 | rms_norm_eps is -1.0E-6, which must be a positive number",
                "eos_token_id | 151936 | eos_token_id is 151936, which must be a token id",
                "eos_token_id | [2,-1] | eos_token_id is [2,-1], which must be a token id",
                "eos_token_id | [] | eos_token_id is [], which must name at least one token",
                "eos_token_id | \"x\" | eos_token_id is \"x\", which must be a token id",
                "pad_token_id | 151936 | pad_token_id is 151936, which must be a token id",
                "head_dim | 1000000 | num_attention_heads is 14, which times the head size 1000000 exceeds",
            })
    void whatTheDecoderDoesNotComputeIsRefusedByName(String key, String value, String message) throws IOException {
        refused(with(key, value), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vocab_size",
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "num_key_value_heads",
                "max_position_embeddings",
                "model_type"
            })
    void aMissingKeyIsNamed(String key) throws IOException {
        refused(without(key), key + " is missing; it ");
    }

    @Test
    void keysThatAskForNothingAreRead() throws IOException {
        // DeepSeek-R1-Distill-Qwen-1.5B has use_mrope.
        assertThat(read(with(
                        "use_mrope", "false",
                        "attention_dropout", "0",
                        "pretraining_tp", "1",
                        "architectures", "null",
                        "attention_bias", "true",
                        "torch_dtype", "\"float16\"")))
                .isEqualTo(read(QWEN_2_5));
    }

    @Test
    void aSlidingWindowIsRefusedOnlyWhereALayerUsesIt() throws IOException {
        refused(with("use_sliding_window", "true"), "use_sliding_window is true, which is not supported");
        assertThat(read(with("use_sliding_window", "true", "max_window_layers", "24"))
                        .layers())
                .isEqualTo(24);
        assertThat(read(with("use_sliding_window", "true", "sliding_window", "null"))
                        .layers())
                .isEqualTo(24);
        String types = "\"full_attention\",".repeat(23);
        assertThat(read(with("layer_types", "[" + types + "\"full_attention\"]"))
                        .layers())
                .isEqualTo(24);
        refused(
                with("layer_types", "[" + types + "\"sliding_attention\"]"),
                "which is not supported; every layer must be \"full_attention\"");
    }

    @Test
    void generationSettingsWinOverTheModel() throws IOException {
        Files.writeString(
                folder.resolve("generation_config.json"),
                "{\"eos_token_id\": [151645, 151643, 151645], \"pad_token_id\": 151643}");
        ModelConfig config = read(with("pad_token_id", "5"));
        assertThat(config.eosTokenIds()).containsExactly(151645, 151643);
        assertThat(config.padTokenId()).isEqualTo(151643);
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": null}");
        config = read(with("pad_token_id", "5"));
        assertThat(config.eosTokenIds()).containsExactly(151645);
        assertThat(config.padTokenId()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"<end>\"", "{\"content\": \"<end>\", \"special\": true}"})
    void withoutAnIdTheTextOfTheEosTokenIsLookedUp(String text) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": " + text + "}");
        Path tokenizer = folder.resolve("tokenizer.json");
        Files.writeString(tokenizer, "{\"model\":{\"vocab\":{\"<end>\":11}}}");
        assertThat(read(without("eos_token_id")).eosTokenIds()).containsExactly(11);
        Files.writeString(tokenizer, "{\"added_tokens\":[{\"id\":12,\"content\":\"<end>\"}]}");
        assertThat(read(without("eos_token_id")).eosTokenIds()).containsExactly(12);
        Files.writeString(tokenizer, "{\"added_tokens\":[{\"id\":151936,\"content\":\"<end>\"}]}");
        refused(without("eos_token_id"), "id 151936, which is outside vocab_size 151936");
        Files.writeString(tokenizer, "{}");
        refused(without("eos_token_id"), "tokenizer without EOS: has no token '<end>'");
    }

    @Test
    void aModelWithoutEosIsRefused() throws IOException {
        refused(without("eos_token_id"), "tokenizer without EOS: neither generation_config.json nor config.json");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": null}");
        refused(without("eos_token_id"), "tokenizer without EOS: neither");
    }

    @Test
    void aMissingFolderOrFileIsNamed() {
        assertThatThrownBy(() -> ModelConfigReader.read(folder.resolve("x")))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> ModelConfigReader.read(folder))
                .isInstanceOfSatisfying(
                        CheckpointFormatException.class,
                        e -> assertThat(e.file()).isEqualTo(folder.resolve("config.json")))
                .hasMessageContaining("is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\":1,\"a\":2}", "null"})
    void aFileThatIsNotOneJsonObjectIsRefused(String json) throws IOException {
        refused(json, "JSON");
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

    private static String with(String... keysAndValues) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode config = (ObjectNode) mapper.readTree(QWEN_2_5);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.set(keysAndValues[i], mapper.readTree(keysAndValues[i + 1]));
        }
        return config.toString();
    }

    private static String without(String... keys) throws IOException {
        ObjectNode config = (ObjectNode) new JsonMapper().readTree(QWEN_2_5);
        return config.remove(List.of(keys)).toString();
    }
}
