package dev.luffy.runtime.rollout;

import dev.luffy.runtime.rollout.RandomStream.Purpose;

/**
 * Which prompts a step trains on: every epoch is a permutation of its own, cut into batches; the remainder of an epoch
 * is dropped, so no batch holds a prompt twice. Batch s is a pure function of (seed, s).
 */
public final class DataOrder {

    private final RandomStream stream;
    private final int prompts;
    private final int batch;
    private long epoch = -1;
    private int[] permutation; // [prompts], of epoch

    /**
     * @param seed root seed of the run
     * @param prompts number of prompts
     * @param batch prompts per step, at most {@code prompts}
     */
    public DataOrder(long seed, int prompts, int batch) {
        if (batch < 1 || batch > prompts) {
            throw new IllegalArgumentException("a batch of " + batch + " cannot be drawn from " + prompts + " prompts");
        }
        this.stream = RandomStream.of(seed, Purpose.DATA_ORDER);
        this.prompts = prompts;
        this.batch = batch;
    }

    /**
     * @param step 1 for the first
     * @return indices of the step's prompts, [batch]
     */
    public int[] batch(long step) {
        int perEpoch = prompts / batch;
        long wanted = (step - 1) / perEpoch;
        if (wanted != epoch) {
            permutation = permutation(wanted);
            epoch = wanted;
        }
        int[] result = new int[batch]; // [batch]
        System.arraycopy(permutation, (int) ((step - 1) % perEpoch) * batch, result, 0, batch);
        return result;
    }

    private int[] permutation(long ofEpoch) {
        RandomStream random = stream.at(ofEpoch);
        int[] result = new int[prompts]; // [prompts]
        for (int i = 0; i < prompts; i++) { // Fisher-Yates, inside out
            int j = random.index(i, i + 1);
            result[i] = result[j];
            result[j] = i;
        }
        return result;
    }
}
