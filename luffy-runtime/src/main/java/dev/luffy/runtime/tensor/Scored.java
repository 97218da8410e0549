package dev.luffy.runtime.tensor;

/**
 * Log-probabilities and entropies of response tokens, and the way back to the weights' gradients. Holds the activations of
 * the forward pass until {@link #backward} or {@link #close}.
 */
public final class Scored implements AutoCloseable {
    private final Head head;
    private final Weights weights;
    private final long[] targets; // [targets]
    private final float temperature;
    private final ForwardPass pass; // null without targets
    private final float[] logProb; // [targets]
    private final float[] entropy; // [targets]

    /** @param pass that ended in what was scored, now this object's to close; null where there was nothing to score */
    Scored(
            Head head,
            Weights weights,
            long[] targets,
            float temperature,
            ForwardPass pass,
            float[] logProb,
            float[] entropy) {
        this.head = head;
        this.weights = weights;
        this.targets = targets;
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
        if (targets.length == 0) {
            return;
        }
        pass.requireGraph();
        try (TensorScope scope = TensorScope.withoutGradient()) {
            pass.backward(head.gradient(scope, weights, pass.states(), targets, temperature, dLogProb, dEntropy));
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (pass != null) {
            pass.close();
        }
    }

    private void requireLength(String name, float[] values) {
        if (values.length != logProb.length) {
            throw new IllegalArgumentException(name + " has " + values.length + " values, expected " + logProb.length
                    + ", one per response token");
        }
    }

    @Override
    public String toString() {
        return "Scored[" + targets.length + " tokens, temperature " + temperature + "]";
    }
}
