package dev.luffy.runtime.endpoint;

import java.util.Objects;

/**
 * A prompt that a server is to continue, token by token. The array is not copied and must not be changed.
 *
 * @param problem id of the problem
 * @param step of the training
 * @param sample which of the problem's responses of that step
 * @param prompt ids of its tokens, [prompt]; whatever the response is to begin with included
 * @param maximumTokens most tokens to come, the one that ends the response included
 * @param temperature divides the logits; greater than 0
 * @param topP nucleus of probability mass, in (0, 1]
 * @param topK number of tokens kept; 0 keeps all
 * @param seed for this request alone, 0 … 2³¹ − 1
 * @param logProbs whether the server is to tell log-probabilities
 * @param version label of the weights that must answer; null for any
 */
public record TokenAsk(
        String problem,
        long step,
        int sample,
        int[] prompt,
        int maximumTokens,
        double temperature,
        double topP,
        int topK,
        long seed,
        boolean logProbs,
        String version)
        implements Question {

    /** @throws IllegalArgumentException if nothing is asked */
    public TokenAsk {
        Objects.requireNonNull(problem, "problem");
        if (prompt.length == 0 || maximumTokens < 1) {
            throw new IllegalArgumentException(
                    "a prompt of " + prompt.length + " tokens cannot be continued by " + maximumTokens);
        }
    }

    @Override
    public String name() {
        return "problem " + problem + " (sample " + sample + " of step " + step + ")";
    }
}
