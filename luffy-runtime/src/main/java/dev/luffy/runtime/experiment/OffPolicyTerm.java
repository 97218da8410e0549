package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How teacher tokens enter the loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OffPolicyTerm.Importance.class, name = "IMPORTANCE"),
    @JsonSubTypes.Type(value = OffPolicyTerm.NegativeLogLikelihood.class, name = "NEGATIVE_LOG_LIKELIHOOD")
})
public sealed interface OffPolicyTerm {

    /**
     * −A·f(π_θ/π_φ) with π_φ = 1, the current policy's probability and its gradient (Eq. 5 and 6).
     *
     * @param reshape f
     * @param clip PPO's clip of the weight; the reference never clips teacher tokens, Eq. 5 does
     * @param minimumWeight lower clamp of f, or null (reference {@code off_policy_min_clip})
     * @param maximumWeight upper clamp of f, applied before the lower one, or null ({@code off_policy_max_clip})
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Importance(Reshape reshape, Clip clip, Double minimumWeight, Double maximumWeight) implements OffPolicyTerm {
        public Importance {
            Check.present("reshape", reshape);
            Check.present("clip", clip);
            if (minimumWeight != null) Check.atLeast("minimumWeight", minimumWeight, 0);
            if (maximumWeight != null) Check.positive("maximumWeight", maximumWeight);
        }

        /** f alone, neither clipped nor clamped. */
        public static Importance of(Reshape reshape) {
            return new Importance(reshape, new Clip.None(), null, null);
        }
    }

    /**
     * coefficient · token mean of −log π_θ over the teacher tokens of the whole update (SFT, and RL with SFT loss).
     *
     * @param coefficient weight of the term, greater than 0
     */
    record NegativeLogLikelihood(double coefficient) implements OffPolicyTerm {
        public NegativeLogLikelihood {
            Check.positive("coefficient", coefficient);
        }
    }
}
