package dev.luffy.runtime.tensor;

/**
 * Sampled responses, row by row as {@link Generation} numbers them.
 *
 * @param tokens {@code [rows][length]} token ids, the end token included if there is one
 * @param finished {@code [rows]} whether the response ended with an end token, not by length
 * @param logProb {@code [rows][length]} natural log-probability of each token under the temperature-scaled softmax over all
 *     tokens that are not suppressed, before top-k and top-p; at temperature 0 under the plain softmax
 * @param entropy {@code [rows][length]} entropy of that softmax, in nats
 */
public record Generated(int[][] tokens, boolean[] finished, float[][] logProb, float[][] entropy) {}
