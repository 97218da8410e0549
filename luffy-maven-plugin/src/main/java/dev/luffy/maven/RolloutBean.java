package dev.luffy.maven;

import dev.luffy.runtime.experiment.Rollout;

/**
 * How responses are sampled. Every element may be left out; the values shown are the defaults.
 *
 * <pre>{@code
 * <rollout>
 *   <maximumPromptTokens>64</maximumPromptTokens>
 *   <maximumResponseTokens>128</maximumResponseTokens>   <!-- the end-of-sequence token included -->
 *   <temperature>1.0</temperature>
 *   <topP>1.0</topP>          <!-- 1 keeps all tokens -->
 *   <topK>0</topK>            <!-- 0 keeps all tokens -->
 *   <batchRows>128</batchRows>   <!-- rows that are decoded together -->
 * </rollout>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RolloutBean {

    private int maximumPromptTokens = 64;
    private int maximumResponseTokens = 128;
    private double temperature = 1;
    private double topP = 1;
    private int topK = 0;
    private int batchRows = 128;

    Rollout toRollout() {
        return new Rollout(maximumPromptTokens, maximumResponseTokens, temperature, topP, topK, batchRows);
    }
}
