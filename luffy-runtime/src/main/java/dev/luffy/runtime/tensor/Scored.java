package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Log-probabilities and entropies of response tokens, and the way back to the weights' gradients. Holds the activations of
 * the forward pass until {@link #backward} or {@link #close}.
 */
public final class Scored implements AutoCloseable {
    private final Head head;
    private final Weights weights;
    private final long[] targets; // [targets]
    private final float temperature;
    private NDArray states; // [targets, width], the end of the recorded graph; null without gradient or after backward
    private final float[] logProb; // [targets]
    private final float[] entropy; // [targets]

    /** @param states kept alive by the caller for this object, or null if no gradient is wanted */
    Scored(
            Head head,
            Weights weights,
            long[] targets,
            float temperature,
            NDArray states,
            float[] logProb,
            float[] entropy) {
        this.head = head;
        this.weights = weights;
        this.targets = targets;
        this.temperature = temperature;
        this.states = states;
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
        if (states == null) {
            throw new IllegalStateException(
                    "no graph to go back: scored without gradient, or backward was called before");
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDList gradient = head.gradient(scope, weights, states, targets, temperature, dLogProb, dEntropy);
            JniUtils.backward((PtNDArray) states, (PtNDArray) gradient.get(0), false, false);
            weights.gradientLeaves().get(head.outputLeaf()).addi(gradient.get(1));
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (states != null) {
            states.close();
            states = null;
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
