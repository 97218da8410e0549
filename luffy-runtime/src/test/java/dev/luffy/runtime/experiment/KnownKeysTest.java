package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which keys a model folder's files may have. {@code /config} holds four published models as transformers 4 wrote them
 * ({@code published.json}), and as transformers 5.24 writes them after reading these, with and without what is default.
 */
class KnownKeysTest {
    /** What transformers 4 added with {@code to_json_file(file, use_diff=False)}: keys of every model, at their defaults. */
    private static final String COMPLETE_4 = """
            {"return_dict": true, "output_hidden_states": false, "output_attentions": false, "torchscript": false,
             "use_bfloat16": false, "tf_legacy_loss": false, "pruned_heads": {}, "chunk_size_feed_forward": 0,
             "is_encoder_decoder": false, "is_decoder": false, "cross_attention_hidden_size": null,
             "add_cross_attention": false, "tie_encoder_decoder": false, "max_length": 20, "min_length": 0,
             "do_sample": false, "early_stopping": false, "num_beams": 1, "num_beam_groups": 1, "diversity_penalty": 0.0,
             "temperature": 1.0, "top_k": 50, "top_p": 1.0, "typical_p": 1.0, "repetition_penalty": 1.0,
             "length_penalty": 1.0, "no_repeat_ngram_size": 0, "encoder_no_repeat_ngram_size": 0, "bad_words_ids": null,
             "num_return_sequences": 1, "output_scores": false, "return_dict_in_generate": false,
             "forced_bos_token_id": null, "forced_eos_token_id": null, "remove_invalid_values": false,
             "exponential_decay_length_penalty": null, "suppress_tokens": null, "begin_suppress_tokens": null,
             "finetuning_task": null, "id2label": {"0": "LABEL_0"}, "label2id": {"LABEL_0": 0}, "tokenizer_class": null,
             "prefix": null, "pad_token_id": null, "sep_token_id": null, "decoder_start_token_id": null,
             "task_specific_params": null, "problem_type": null, "_name_or_path": "", "_attn_implementation_autoset": true}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"qwen2.5-math-1.5b", "qwen2.5-7b-instruct", "qwen3-0.6b", "llama-3.2-1b-instruct"})
    void everyLayoutOfAModelIsTheSameModel(String model) throws IOException, URISyntaxException {
        ModelConfig published = read(resource(model, "published"));
        assertThat(read(resource(model, "renewed"))).isEqualTo(published);
        assertThat(read(resource(model, "complete"))).isEqualTo(published);
        ObjectNode complete4 = resource(model, "published");
        complete4.setAll((ObjectNode) new JsonMapper().readTree(COMPLETE_4));
        assertThat(read(complete4)).isEqualTo(published);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2.5-math-1.5b", "qwen2.5-7b-instruct", "qwen3-0.6b", "llama-3.2-1b-instruct"})
    void aKeyThatNobodyKnowsIsRefusedInEveryFamily(String model) throws IOException, URISyntaxException {
        for (String layout : new String[] {"published", "renewed", "complete"}) {
            ObjectNode config = resource(model, layout);
            config.put("attention_sinks", 4);
            refused(config, "config.json: attention_sinks is 4, which is not supported: it is not known what the key");
            config.putNull("attention_sinks");
            assertThat(read(config)).isEqualTo(read(resource(model, layout)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Relatives' keys: a number in another place of the computation each.
                "attention_chunk_size | 8192",
                "attention_multiplier | 0.5",
                "attention_scale | 0.5",
                "attn_bias | true",
                "block_size | 64",
                "clip_qkv | 8",
                "dual_chunk_attention_config | {\"chunk_size\":4}",
                "head_size | 64",
                "kv_lora_rank | 512",
                "layer_norm_eps | 1.0E-5",
                "mlp_only_layers | []",
                "moe_intermediate_size | 768",
                "no_rope_layers | [1]",
                "norm_topk_prob | false",
                "num_nextn_predict_layers | 1",
                "query_pre_attn_scalar | 256",
                "rope_local_base_freq | 10000",
                "rope_type | \"yarn\"",
                "rotary_dim | 64",
                "scale_emb | 12",
                "text_config | {}",
                "use_post_norm | false",
                "vision_config | {}",
                // A misspelt key would otherwise leave the default in force.
                "rms_norm_epsilon | 1.0E-5",
                "rope_tetha | 1000000.0",
                "tie_word_embedding | true",
            })
    void aForeignOrMisspeltKeyIsRefusedWithItsValue(String key, String value) throws IOException, URISyntaxException {
        refused(with(key, value), key + " is " + value + ", which is not supported: it is not known what");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attention_dropout | 0.1 | 0.0",
                "auto_map | {\"AutoModel\":\"own.py\"} | {}",
                "chunk_size_feed_forward | 8 | 0",
                "hidden_act | \"gelu\" | \"silu\"",
                "layer_types | [\"linear_attention\"] | null",
                "logits_scaling | 2.0 | 1.0",
                "min_length | 5 | 0",
                "mlp_bias | true | false",
                "num_beams | 4 | 1",
                "partial_rotary_factor | 0.5 | 1.0",
                "pretraining_tp | 2 | 1",
                "pruned_heads | {\"0\":[1]} | {}",
                "quantization_config | {\"bits\":4} | null",
                "rope_interleaved | true | false",
                "suppress_tokens | [5] | []",
                "tie_encoder_decoder | true | false",
                "use_sliding_window | 1 | false",
            })
    void aKeyIsFineOnlyWithTheValueThatAsksForNothing(String key, String value, String neutral)
            throws IOException, URISyntaxException {
        refused(with(key, value), key + " is " + value + ", which ");
        if (!key.equals("auto_map")) {
            assertThat(read(with(key, neutral))).isEqualTo(read(resource("qwen2.5-7b-instruct", "published")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rope_scaling", "rope_parameters"})
    void anUnknownKeyAmongTheRotarySettingsIsRefused(String object) throws IOException, URISyntaxException {
        refused(
                with(object, "{\"rope_type\": \"default\", \"beta_fast\": 32}"),
                object + ".beta_fast is 32, which is not supported for rope_type \"default\"; remove it if");
        String llama3 =
                "{\"rope_type\": \"llama3\", \"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": 4.0,"
                        + " \"original_max_position_embeddings\": 8192, \"own\": true}";
        refused(with(object, llama3), object + ".own is true, which is not supported for rope_type \"llama3\"; remove");
    }

    @Test
    void theGenerationSettingsOfPublishedModelsAreRead() throws IOException, URISyntaxException {
        // Qwen2.5-7B-Instruct, Qwen2.5-Math-1.5B, and Llama-3.2-1B-Instruct with a limit of its own.
        for (String settings : new String[] {
            "{\"bos_token_id\": 151643, \"pad_token_id\": 151643, \"do_sample\": true, \"eos_token_id\": [151645, 151643],"
                    + " \"repetition_penalty\": 1.05, \"temperature\": 0.7, \"top_p\": 0.8, \"top_k\": 20,"
                    + " \"transformers_version\": \"4.37.0\"}",
            "{\"bos_token_id\": 151643, \"do_sample\": false, \"eos_token_id\": [151645, 151643], \"pad_token_id\": 151643,"
                    + " \"max_new_tokens\": 2048, \"transformers_version\": \"4.37.0\"}",
            "{\"bos_token_id\": 151643, \"do_sample\": true, \"eos_token_id\": [151645, 151643], \"pad_token_id\": 151643,"
                    + " \"max_length\": 131072, \"temperature\": 0.6, \"top_p\": 0.9, \"cache_implementation\": null,"
                    + " \"_from_model_config\": true, \"transformers_version\": \"4.45.0.dev0\"}"
        }) {
            Files.writeString(folder.resolve("generation_config.json"), settings);
            ModelConfig config = read(resource("qwen2.5-7b-instruct", "published"));
            assertThat(config.eosTokenIds()).containsExactly(151645, 151643);
            assertThat(config.padTokenId()).isEqualTo(151643);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bad_words_ids | [[5]]",
                "dola_layers | \"high\"",
                "encoder_repetition_penalty | 1.5",
                "forced_eos_token_id | 5",
                "guidance_scale | 1.5",
                "min_new_tokens | 5",
                "no_repeat_ngram_size | 3",
                "num_beams | 4",
                "stop_strings | [\"\\n\"]",
                "suppress_tokens | [5]",
                "temprature | 0.5",
                "token_healing | true",
                "watermarking_config | {}",
            })
    void aGenerationSettingThatIsNotDoneIsRefused(String key, String value) throws IOException, URISyntaxException {
        Files.writeString(folder.resolve("generation_config.json"), "{\"" + key + "\": " + value + "}");
        refused(
                resource("qwen2.5-7b-instruct", "published"),
                "generation_config.json: " + key + " is " + value
                        + ", which is not supported: responses are not sampled so; remove it if they need not be");
    }

    private ModelConfig read(ObjectNode config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config.toString());
        return ModelConfigReader.read(folder);
    }

    private void refused(ObjectNode config, String message) {
        assertThatThrownBy(() -> read(config))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    private static ObjectNode with(String key, String value) throws IOException, URISyntaxException {
        return resource("qwen2.5-7b-instruct", "published").set(key, new JsonMapper().readTree(value));
    }

    private static ObjectNode resource(String model, String layout) throws IOException, URISyntaxException {
        Path file = Path.of(KnownKeysTest.class
                .getResource("/config/" + model + "/" + layout + ".json")
                .toURI());
        return (ObjectNode) new JsonMapper().readTree(file.toFile());
    }
}
