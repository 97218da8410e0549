package dev.luffy.runtime.data;

/**
 * Where in a pack the prompts and traces are that are trained on. Arrays are not copied and must not be changed.
 *
 * @param prompts by the prompt's index, [prompts]
 * @param first index in {@code traces} of a prompt's first trace, [prompts + 1]
 * @param traces prompt by prompt, each prompt's in the order of the data, [traces]
 */
record Places(long[] prompts, int[] first, long[] traces) {}
