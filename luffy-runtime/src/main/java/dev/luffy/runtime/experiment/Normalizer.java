package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the sum of token losses of one update is divided by. Paper and reference code differ here: Eq. 5 divides by the
 * token count, the code by the padded response length (reference/mix_core_alg.py, {@code loss_remove_token_mean}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Normalizer.TokenCount.class, name = "TOKEN_COUNT"),
    @JsonSubTypes.Type(value = Normalizer.SumOverConstant.class, name = "SUM_OVER_CONSTANT"),
    @JsonSubTypes.Type(value = Normalizer.SequenceMeanOverConstant.class, name = "SEQUENCE_MEAN_OVER_CONSTANT"),
    @JsonSubTypes.Type(value = Normalizer.SequenceMean.class, name = "SEQUENCE_MEAN")
})
public sealed interface Normalizer {

    /** Z = Σ|τ| over the update (paper, Eq. 5). */
    record TokenCount() implements Normalizer {}

    /** mean over sequences of the mean over a sequence's own tokens (OpenRLHF's PPO). */
    record SequenceMean() implements Normalizer {}

    /**
     * Σ_tokens / L, not divided by the number of sequences (reference code).
     *
     * @param length L in tokens, at least 1
     */
    record SumOverConstant(int length) implements Normalizer {
        public SumOverConstant {
            Check.atLeast("length", length, 1);
        }
    }

    /**
     * mean over sequences of Σ_tokens / L (Dr.GRPO as Oat computes it; the reference's global loss is 64 times this).
     *
     * @param length L in tokens, at least 1
     */
    record SequenceMeanOverConstant(int length) implements Normalizer {
        public SequenceMeanOverConstant {
            Check.atLeast("length", length, 1);
        }
    }
}
