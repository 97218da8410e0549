package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Values of response tokens, and the way back to the critic's gradients. Holds the activations of the forward pass until
 * {@link #backward} or {@link #close}.
 */
public final class ScoredValues implements AutoCloseable {
    private final TorchScript script;
    private final Weights critic;
    private NDArray states; // [targets, width], the end of the recorded graph; null without gradient or after backward
    private final float[] value; // [targets]

    /** @param states kept alive by the caller for this object, or null if no gradient is wanted */
    ScoredValues(TorchScript script, Weights critic, NDArray states, float[] value) {
        this.script = script;
        this.critic = critic;
        this.states = states;
        this.value = value;
    }

    /** {@code [sum of response lengths]} value before each response token, in row order; not a copy. */
    public float[] value() {
        return value;
    }

    /**
     * Adds to the critic's gradients those of a loss, given its derivatives by the values. Once only: the activations are
     * freed.
     *
     * @param dValue {@code [sum of response lengths]} derivative of the loss by each {@link #value}
     * @throws IllegalStateException if scored without gradient, or called before
     * @throws IllegalArgumentException if the length differs
     */
    public void backward(float[] dValue) {
        if (dValue.length != value.length) {
            throw new IllegalArgumentException(
                    "dValue has " + dValue.length + " numbers, expected " + value.length + ", one per response token");
        }
        if (value.length == 0) {
            return;
        }
        if (states == null) {
            throw new IllegalStateException(
                    "no graph to go back: scored without gradient, or backward was called before");
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDList gradient =
                    script.call(scope, "values_gradient", critic.leaves(), states, scope.floats(dValue, dValue.length));
            JniUtils.backward((PtNDArray) states, (PtNDArray) gradient.get(0), false, false);
            List<NDArray> gradients = critic.gradientLeaves();
            gradients.get(gradients.size() - 1).addi(gradient.get(1)); // the head is the last leaf
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

    @Override
    public String toString() {
        return "ScoredValues[" + value.length + " tokens]";
    }
}
