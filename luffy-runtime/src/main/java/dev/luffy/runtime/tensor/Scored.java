package dev.luffy.runtime.tensor;

/**
 * Log-probabilities and entropies of response tokens, and the way back to the weights' gradients. Holds the activations of
 * the forward pass until {@link #backward} or {@link #close}.
 */
public final class Scored implements AutoCloseable {
    private final Head head;
    private final float temperature;
    private final LanedPass pass;
    private final float[] logProb; // [targets]
    private final float[] entropy; // [targets]

    /** @param pass that ended in what was scored, now this object's to close */
    Scored(Head head, float temperature, LanedPass pass, float[] logProb, float[] entropy) {
        this.head = head;
        this.temperature = temperature;
        this.pass = pass;
        this.logProb = logProb;
        this.entropy = entropy;
    }

    /** {@code [sum of response lengths]} natural log-probability of each response token, in row order; not a copy. */
    public float[] logProb() {
        return logProb;
    }

    /** {@code [sum of response lengths]} entropy in nats of the distribution each token was drawn from; not a copy. */
    public float[] entropy() {
        return entropy;
    }

    /**
     * Adds to the weights' gradients those of a loss, given its derivatives by what this object returned. Once only: the
     * activations are freed.
     *
     * @param dLogProb {@code [sum of response lengths]} derivative of the loss by each {@link #logProb}
     * @param dEntropy {@code [sum of response lengths]} derivative of the loss by each {@link #entropy}
     * @throws IllegalStateException if scored without gradient, or called before
     * @throws IllegalArgumentException if a length differs
     */
    public void backward(float[] dLogProb, float[] dEntropy) {
        requireLength("dLogProb", dLogProb);
        requireLength("dEntropy", dEntropy);
        pass.backward((scope, lane) -> head.gradient(
                scope,
                lane.weights(),
                lane.states(),
                lane.targets(),
                temperature,
                lane.of(dLogProb),
                lane.of(dEntropy)));
    }

    @Override
    public void close() {
        pass.close();
    }

    private void requireLength(String name, float[] values) {
        if (values.length != logProb.length) {
            throw new IllegalArgumentException(name + " has " + values.length + " values, expected " + logProb.length
                    + ", one per response token");
        }
    }

    @Override
    public String toString() {
        return "Scored[" + logProb.length + " tokens, temperature " + temperature + "]";
    }
}
