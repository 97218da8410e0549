package dev.luffy.runtime.experiment;

/**
 * What the worker may use. Threads are part of the declaration because sums are split among them: another number may
 * change the last bits of a result.
 *
 * @param microBatchTokens tokens, padding included, in one forward and backward pass; bounds the activations
 * @param threads threads of the tensor engine
 */
public record Budget(int microBatchTokens, int threads) {

    public Budget {
        Check.atLeast("microBatchTokens", microBatchTokens, 1);
        Check.atLeast("threads", threads, 1);
    }
}
