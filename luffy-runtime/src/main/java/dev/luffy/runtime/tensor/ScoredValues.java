package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;

/**
 * Values of response tokens, and the way back to the critic's gradients. Holds the activations of the forward pass until
 * {@link #backward} or {@link #close}.
 */
public final class ScoredValues implements AutoCloseable {
    private final TorchScript script;
    private final Weights critic;
    private final ForwardPass pass; // null without targets
    private final float[] value; // [targets]

    /** @param pass that ended in what was scored, now this object's to close; null where there was nothing to score */
    ScoredValues(TorchScript script, Weights critic, ForwardPass pass, float[] value) {
        this.script = script;
        this.critic = critic;
        this.pass = pass;
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
        pass.requireGraph();
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDArray head = critic.leaves().get(critic.layout().head()); // [1, width]
            NDArray byHead = critic.gradientLeaves().get(critic.layout().head());
            NDArray byValue = scope.floats(dValue, dValue.length); // [targets]
            pass.backward(script.call(scope, "values_gradient", head, byHead, pass.states(), byValue)
                    .get(0));
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

    @Override
    public String toString() {
        return "ScoredValues[" + value.length + " tokens]";
    }
}
