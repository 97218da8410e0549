package dev.luffy.maven;

import dev.luffy.runtime.experiment.Reward;

/**
 * How a response is scored: 1 if the verifier finds the gold answer in it, else 0. Answers are integers and compared exactly
 * unless a policy says how else.
 *
 * <pre>{@code
 * <reward>
 *   <boundary>&lt;/think&gt;</boundary>   <!-- the default: the answer comes after its last occurrence -->
 * </reward>
 *
 * <reward>
 *   <policy>math</policy>   <!-- a preset: fractions, sets, units and the rest; docs/verifier.md -->
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

    private TextBean boundary;
    private String policy;

    Reward toReward() {
        return new Reward(boundary == null ? "</think>" : boundary.text(), policy);
    }
}
