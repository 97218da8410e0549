package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Keeps a server from what the trainer never samples, padding and ids without a token: so both draw from the same distribution, and
 * the server's log-probabilities are of that one.
 */
final class LogitBias {

    /** The least that OpenAI's protocol allows, e⁻¹⁰⁰ of the probability. */
    private static final double LEAST = -100;

    /** More would make every request long; what the server then draws of them is asked for again. */
    private static final int MOST = 2048;

    private LogitBias() {}

    static void put(ObjectNode parameters, TokenVocabulary vocabulary) {
        int[] never = vocabulary.never();
        if (never.length == 0 || never.length > MOST) return;
        ObjectNode bias = parameters.putObject("logit_bias");
        for (int id : never) bias.put(Integer.toString(id), LEAST);
    }
}
