package dev.luffy.runtime.experiment;

import java.util.Set;

/**
 * The keys that a {@code config.json} may have: those that are read, those of {@link ForeignKeys} and
 * {@link GenerationSettings}, and those listed here that change no number. Any other is refused by its name, for what a key
 * that nobody here knows would change is not known either. A key that is null counts as absent: transformers writes null for
 * "not set".
 */
final class KnownKeys {
    private static final Set<String> READ = Set.of(
            "architectures",
            "eos_token_id",
            "head_dim",
            "hidden_size",
            "initializer_range",
            "intermediate_size",
            "layer_types",
            "max_position_embeddings",
            "max_window_layers",
            "model_type",
            "num_attention_heads",
            "num_hidden_layers",
            "num_key_value_heads",
            "original_max_position_embeddings",
            "pad_token_id",
            "rms_norm_eps",
            "rope_parameters",
            "rope_scaling",
            "rope_theta",
            "tie_word_embeddings",
            "vocab_size");

    /** Who wrote the file, and what from. */
    private static final Set<String> PROVENANCE = Set.of(
            "_commit_hash",
            "_name_or_path",
            "is_llama_config",
            "model_name",
            "transformers.js_config",
            "transformers_version",
            "unsloth_fixed",
            "unsloth_version");

    /** Tokens that tokenizers and chat templates write; the decoder takes what it is given. */
    private static final Set<String> TEXT =
            Set.of("bos_token_id", "decoder_start_token_id", "sep_token_id", "tokenizer_class");

    /** How transformers runs a model and what it returns, at the same numbers. */
    private static final Set<String> EXECUTION = Set.of(
            "_attn_implementation",
            "_attn_implementation_autoset",
            "_flash_attn_2_enabled",
            "attn_implementation",
            "gradient_checkpointing",
            "is_decoder",
            "max_sequence_length",
            "output_attentions",
            "output_hidden_states",
            "return_dict",
            "tf_legacy_loss",
            "torchscript",
            "use_bfloat16",
            "use_cache",
            "use_return_dict");

    /** Of heads other than the one that predicts the next token. */
    private static final Set<String> OTHER_HEADS = Set.of(
            "classifier_dropout",
            "finetuning_task",
            "id2label",
            "label2id",
            "num_labels",
            "problem_type",
            "task_specific_params");

    private KnownKeys() {}

    static void refuseOthers(ConfigKeys keys) {
        for (String key : keys.names()) {
            if (keys.has(key) && !isKnown(key)) {
                throw keys.refuse(
                        key,
                        "is not supported: it is not known what the key changes in a model of this type; remove it if the"
                                + " model computes the same without it");
            }
        }
    }

    private static boolean isKnown(String key) {
        return READ.contains(key)
                || PROVENANCE.contains(key)
                || TEXT.contains(key)
                || EXECUTION.contains(key)
                || OTHER_HEADS.contains(key)
                || ForeignKeys.contains(key)
                || GenerationSettings.contains(key);
    }
}
