package dev.luffy.maven;

import dev.luffy.runtime.experiment.Reward;

/**
 * How a response is scored: 1 if the verifier finds the gold answer in it, else 0.
 *
 * <pre>{@code
 * <reward>
 *   <boundary>&lt;/think&gt;</boundary>   <!-- the default: the answer comes after its last occurrence -->
 * </reward>
 *
 * <reward>
 *   <boundary/>   <!-- empty: the whole response is the answer -->
 * </reward>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RewardBean {

    private String boundary = "</think>";

    Reward toReward() {
        return new Reward(boundary == null ? "" : boundary);
    }
}
