package dev.luffy.runtime.remote;

import dev.luffy.runtime.tensor.Weights;
import java.util.List;

/** Scores responses by the policy that they were sampled from, as an update will. */
@FunctionalInterface
public interface Scorer {

    /**
     * @param prompts token ids, [rows][prompt]
     * @param responses token ids, [rows][response]
     * @return one for each row, in order
     */
    List<Scores> score(Weights weights, List<int[]> prompts, List<int[]> responses);

    /**
     * What the policy thinks of a response.
     *
     * @param logProb natural log-probabilities of its tokens, [response]
     * @param entropy of the distributions that they come from, in nats, [response]
     */
    record Scores(double[] logProb, double[] entropy) {}
}
