package dev.luffy.runtime.rollout;

import dev.luffy.runtime.tensor.Weights;
import java.util.List;

/** Where the responses of a step come from: the trainer's own decoder, or something that has been given its weights. */
public interface ResponseSource {

    /**
     * @param weights the policy
     * @param rows responses to each prompt
     * @param step names the random stream
     * @param firstSample index of the first row in its group; row i samples with index firstSample + i
     * @param prefixes per prompt and row, teacher tokens that the response begins with; empty arrays for none
     * @return per prompt, its scored rows in order; [prompts][rows]
     * @throws NonFiniteException if the weights give NaN
     */
    List<List<Response>> sample(
            Weights weights, List<Prompt> prompts, int rows, long step, int firstSample, int[][][] prefixes);
}
