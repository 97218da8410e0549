package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * How transformers would sample from a model: {@code generation_config.json}, and in files before its version 4.50 also keys
 * of {@code config.json}. Of these the tokens that end and pad a sequence are read. Temperature and the like are the
 * declaration's to say, with whatever value they stand there. What else decides which tokens come out is not done, so it is
 * refused unless it asks for nothing; and so is a key that nobody here knows.
 */
final class GenerationSettings {
    /** Given by {@code <rollout>} and {@code <evaluation>}, or by their defaults, instead. */
    private static final Set<String> DECLARED_ELSEWHERE = Set.of(
            "do_sample",
            "max_length",
            "max_new_tokens",
            "min_p",
            "num_return_sequences",
            "repetition_penalty",
            "temperature",
            "top_h",
            "top_k",
            "top_p",
            "typical_p");

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "_from_model_config",
            "assistant_confidence_threshold", // of a second model that drafts, as the other keys with this word
            "assistant_early_exit",
            "assistant_lookbehind",
            "bos_token_id",
            "cache_config",
            "cache_implementation",
            "compile_config",
            "continuous_batching_config",
            "decoder_start_token_id",
            "disable_compile",
            "early_stopping", // of beams
            "eos_token_id", // read
            "length_penalty", // of beams
            "low_memory",
            "max_cache_len",
            "max_matching_ngram_size",
            "num_assistant_tokens",
            "num_assistant_tokens_schedule",
            "output_attentions",
            "output_hidden_states",
            "output_logits",
            "output_scores",
            "pad_token_id", // read
            "prefill_chunk_size",
            "remove_invalid_values",
            "renormalize_logits",
            "return_dict_in_generate",
            "return_legacy_cache",
            "target_lookbehind",
            "transformers_version",
            "unsloth_fixed",
            "unsloth_version",
            "use_cache");

    /** Neutral if false or empty. */
    private static final List<String> OTHER_RULES = List.of(
            "bad_words_ids",
            "begin_suppress_tokens",
            "is_assistant",
            "sequence_bias",
            "stop_strings",
            "suppress_tokens",
            "token_healing",
            "use_mtp");

    private static final List<String> NEUTRAL_IF_ZERO = List.of(
            "diversity_penalty",
            "encoder_no_repeat_ngram_size",
            "epsilon_cutoff",
            "eta_cutoff",
            "min_length",
            "min_new_tokens",
            "no_repeat_ngram_size");

    private static final List<String> NEUTRAL_IF_ONE =
            List.of("encoder_repetition_penalty", "guidance_scale", "num_beam_groups", "num_beams");

    private GenerationSettings() {}

    /** Whether the key may stand in a {@code config.json}, where {@link #refuseInModel} looks at its value. */
    static boolean contains(String key) {
        return DECLARED_ELSEWHERE.contains(key)
                || WITHOUT_EFFECT.contains(key)
                || OTHER_RULES.contains(key)
                || NEUTRAL_IF_ZERO.contains(key)
                || NEUTRAL_IF_ONE.contains(key);
    }

    /** Looks at {@code config.json}, whose other keys are not this class's matter. */
    static void refuseInModel(ConfigKeys keys) {
        NEUTRAL_IF_ZERO.forEach(key -> refuseUnless(keys, key, 0));
        NEUTRAL_IF_ONE.forEach(key -> refuseUnless(keys, key, 1));
        for (String key : OTHER_RULES) {
            JsonNode value = keys.node(key);
            boolean off = value == null || value.isContainerNode() && value.isEmpty() || isFalse(value);
            if (!off) {
                throw refusal(keys, key);
            }
        }
    }

    /** Looks at {@code generation_config.json}. */
    static void refuse(ConfigKeys keys) {
        refuseInModel(keys);
        for (String key : keys.names()) {
            if (keys.has(key) && !contains(key)) {
                throw refusal(keys, key);
            }
        }
    }

    private static void refuseUnless(ConfigKeys keys, String key, int neutral) {
        JsonNode value = keys.node(key);
        if (value != null && !(value.isNumber() && value.doubleValue() == neutral)) {
            throw refusal(keys, key);
        }
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static CheckpointFormatException refusal(ConfigKeys keys, String key) {
        return keys.refuse(key, "is not supported: responses are not sampled so; remove it if they need not be");
    }
}
