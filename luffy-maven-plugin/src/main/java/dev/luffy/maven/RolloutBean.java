package dev.luffy.maven;

import static dev.luffy.maven.Element.within;

import dev.luffy.maven.plan.DeclaredServer;
import dev.luffy.runtime.experiment.Rollout;
import java.nio.file.Path;

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
 *   <server>…</server>        <!-- none: the trainer samples by itself -->
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
    private RolloutServerBean server;

    Rollout toRollout() {
        return new Rollout(
                maximumPromptTokens,
                maximumResponseTokens,
                temperature,
                topP,
                topK,
                batchRows,
                server == null ? null : within("server", server::toRolloutServer));
    }

    /** The server that samples, or null. */
    DeclaredServer toServer(Path basedir) {
        return server == null ? null : within("server", () -> server.toServer(basedir));
    }
}
