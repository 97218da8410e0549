package dev.luffy.maven;

import dev.luffy.runtime.experiment.Reward;

/**
 * How a response is scored: 1 if the verifier finds the gold answer in it, else 0.
 *
 * <pre>{@code
 * <reward>
 *   <boundary>&lt;/think&gt;</boundary>   <!-- the answer is looked for after its last occurrence -->
 * </reward>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RewardBean {

    /** Empty by default: the whole response is searched. */
    private String boundary = "";

    Reward toReward() {
        return new Reward(boundary == null ? "" : boundary);
    }
}
