package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How responses are sampled.
 *
 * @param maximumPromptTokens prompts longer than this are refused; also the width of the prompt window
 * @param maximumResponseTokens length limit, the EOS included; a row that reaches it without EOS counts as truncated
 * @param temperature divides the logits, in sampling and in scoring; greater than 0
 * @param topP smallest set of tokens with this probability is kept, in (0, 1]; 1 keeps all
 * @param topK number of tokens kept; 0 keeps all
 * @param batchRows rows that one decoding batch holds; a multiple of the group size is used
 * @param server that samples them, or null for the trainer itself. Not part of the JSON then, so that older fingerprints stay
 */
public record Rollout(
        int maximumPromptTokens,
        int maximumResponseTokens,
        double temperature,
        double topP,
        int topK,
        int batchRows,
        @JsonInclude(JsonInclude.Include.NON_NULL) RolloutServer server) {

    public Rollout {
        Check.atLeast("maximumPromptTokens", maximumPromptTokens, 1);
        Check.atLeast("maximumResponseTokens", maximumResponseTokens, 1);
        Check.positive("temperature", temperature);
        Check.in("topP", topP, Double.MIN_VALUE, 1);
        Check.atLeast("topK", topK, 0);
        Check.atLeast("batchRows", batchRows, 1);
    }

    /** Sampled by the trainer itself. */
    public Rollout(
            int maximumPromptTokens,
            int maximumResponseTokens,
            double temperature,
            double topP,
            int topK,
            int batchRows) {
        this(maximumPromptTokens, maximumResponseTokens, temperature, topP, topK, batchRows, null);
    }
}
