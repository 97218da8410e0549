package dev.luffy.runtime.tensor;

/**
 * Values of response tokens, and the way back to the critic's gradients. Holds the activations of the forward pass until
 * {@link #backward} or {@link #close}.
 */
public final class ScoredValues implements AutoCloseable {
    private final TorchScript script;
    private final LanedPass pass;
    private final float[] value; // [targets]

    /** @param pass that ended in what was scored, now this object's to close */
    ScoredValues(TorchScript script, LanedPass pass, float[] value) {
        this.script = script;
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
        pass.backward((scope, lane) -> {
            int head = lane.weights().layout().head();
            return script.call(
                            scope,
                            "values_gradient",
                            lane.weights().leaves().get(head), // [1, width]
                            lane.weights().gradientLeaves().get(head),
                            lane.states(),
                            scope.floats(lane.of(dValue), lane.targets().length))
                    .get(0);
        });
    }

    @Override
    public void close() {
        pass.close();
    }

    @Override
    public String toString() {
        return "ScoredValues[" + value.length + " tokens]";
    }
}
