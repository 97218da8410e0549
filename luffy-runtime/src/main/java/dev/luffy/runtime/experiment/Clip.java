package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether the surrogate is PPO's pessimistic minimum, min(ρA, clamp(ρ, 1−ε, 1+ε')·A), or plain ρA. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Clip.None.class, name = "NONE"),
    @JsonSubTypes.Type(value = Clip.Ppo.class, name = "PPO")
})
public sealed interface Clip {

    /** ρA; reference {@code loss_remove_clip=True}. */
    record None() implements Clip {}

    /**
     * min(ρA, clamp(ρ, 1−low, 1+high)·A). The reference's upper bound is max(clip_upper_bound, 1+ε).
     *
     * @param low ε below 1, in [0, 1)
     * @param high ε' above 1, at least 0
     */
    record Ppo(double low, double high) implements Clip {
        public Ppo {
            if (!(low >= 0 && low < 1)) {
                throw new InvalidDeclarationException("low", low, "must be at least 0 and below 1");
            }
            Check.atLeast("high", high, 0);
        }
    }
}
