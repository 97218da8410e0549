package dev.luffy.runtime.tensor;

/**
 * A sampled response.
 *
 * @param row which one, as {@link Generation} numbers them
 * @param tokens {@code [length]} token ids, the end token included if there is one
 * @param finished whether the response ended with an end token, not by length
 * @param logProb {@code [length]} natural log-probability of each token under the temperature-scaled softmax over all tokens that
 *     are not suppressed, before top-k and top-p; at temperature 0 under the plain softmax
 * @param entropy {@code [length]} entropy of that softmax, in nats
 */
public record Completion(int row, int[] tokens, boolean finished, float[] logProb, float[] entropy) {}
