package dev.luffy.maven.eval;

import dev.luffy.runtime.endpoint.Endpoint;
import dev.luffy.runtime.experiment.ModelConfig;
import java.nio.file.Path;

/** The model of an evaluation, found. */
sealed interface Contender {

    /** One line for people. */
    String describe();

    /** The limit of tokens of a response where the POM names none. */
    int defaultTokens();

    /**
     * A model that a worker runs.
     *
     * @param chatTemplate digest of its file, or null without one
     */
    record Local(Path folder, String sha256, ModelConfig config, String chatTemplate) implements Contender {

        @Override
        public String describe() {
            return folder + " (sha256 " + sha256 + ")";
        }

        /** Half of the model's positions: the other half is the prompt's. */
        @Override
        public int defaultTokens() {
            return Math.max(1, Math.min(MOST_TOKENS, config.maxPositions() / 2));
        }
    }

    /** A model behind a server. */
    record Served(Endpoint endpoint) implements Contender {

        @Override
        public String describe() {
            return endpoint.model() + " at " + endpoint.base();
        }

        @Override
        public int defaultTokens() {
            return MOST_TOKENS;
        }
    }

    /** What the paper gives a response. */
    int MOST_TOKENS = 8192;
}
