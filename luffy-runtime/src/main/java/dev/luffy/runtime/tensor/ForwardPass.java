package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder's layers over packed tokens, forward and, once, back. Attention is recorded by libtorch, each layer's for itself, the
 * rest has its gradients written out; what a layer has for its way back can be kept or thrown away and made again
 * ({@link Arithmetic#recomputes}).
 */
final class ForwardPass implements AutoCloseable {
    private final TorchScript script;
    private final Weights weights;
    private final boolean recomputes;
    private final List<NDArray> shared = new ArrayList<>(); // arguments of every layer's attention
    private final NDArray ids; // [tokens]
    private final NDArray predictors; // [targets]
    private final List<NDArray> inputs =
            new ArrayList<>(); // [layers + 1][tokens, width]; without a gradient one at a time, then none
    private final List<Passed> passed = new ArrayList<>(); // [layers], unless recomputed
    private NDArray states; // [targets, width]; null after backward and close

    /** What is wanted of a pass through a layer; {@code layer.py} reads it as a number. */
    private enum Wanted {
        OUTPUT,
        OUTPUT_AND_WAY_BACK,
        WAY_BACK
    }

    /**
     * What is there of a layer when it has been passed.
     *
     * @param joint queries, keys and values, {@code [tokens, (heads + 2 kv heads) size]}: where the recording begins
     * @param attended {@code [tokens, heads size]}: where it ends
     * @param fed the layer's output, {@code [tokens, width]}, where wanted and not taken, then what the way back reads of the
     *     feed-forward half
     */
    private record Passed(NDArray joint, NDArray attended, NDList fed) implements AutoCloseable {
        NDArray takeOutput() {
            return fed.remove(0);
        }

        @Override
        public void close() {
            joint.close();
            attended.close();
            fed.close();
        }
    }

    /** @param withGradient whether {@link #backward} will be called */
    ForwardPass(
            TorchScript script,
            Rotary rotary,
            Weights weights,
            PackedTokens tokens,
            boolean withGradient,
            boolean recomputes) {
        this.script = script;
        this.weights = weights;
        this.recomputes = recomputes;
        try (TensorScope scope = TensorScope.withoutGradient()) {
            ids = scope.keep(scope.longs(tokens.ids(), tokens.ids().length));
            predictors = scope.keep(scope.longs(tokens.predictors(), tokens.predictors().length));
            NDArray positions = scope.longs(tokens.positions(), tokens.positions().length);
            shared.add(scope.keep(
                    script.call(scope, "rotation", rotary.table(), positions).get(0)));
            shared.add(scope.keep(scope.numbers(tokens.classes(), tokens.classes().length / 2, 2)));
            shared.add(scope.keep(scope.numbers(tokens.buckets(), tokens.buckets().length / 3, 3)));
            shared.add(scope.keep(scope.longs(tokens.owner(), tokens.owner().length)));
        }
        try {
            forward(withGradient);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** States that predict the targets, {@code [targets, width]}; they belong to this pass. */
    NDArray states() {
        return states;
    }

    /** @throws IllegalStateException if no gradient was wanted, or this is closed */
    void requireGraph() {
        if (inputs.isEmpty()) {
            throw new IllegalStateException(
                    "no graph to go back: scored without gradient, or backward was called before");
        }
    }

    private void forward(boolean withGradient) {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            inputs.add(scope.keep(
                    script.call(scope, "embed", weights.leaves().get(0), ids).get(0)));
        }
        Wanted wanted = withGradient && !recomputes ? Wanted.OUTPUT_AND_WAY_BACK : Wanted.OUTPUT;
        for (int layer = 0; layer < weights.config().layers(); layer++) {
            Passed through = pass(layer, output(), wanted);
            if (!withGradient) inputs.remove(0).close();
            inputs.add(through.takeOutput());
            if (wanted == Wanted.OUTPUT) through.close();
            else passed.add(through);
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            states = scope.keep(script.call(scope, "states", finalNorm(weights.leaves()), output(), predictors)
                    .get(0));
        }
        if (!withGradient) inputs.remove(0).close();
    }

    /** Of the last layer so far, {@code [tokens, width]}. */
    private NDArray output() {
        return inputs.get(inputs.size() - 1);
    }

    private <T> T finalNorm(List<T> all) {
        return all.get(weights.layout().finalNorm());
    }

    private Passed pass(int layer, NDArray x, Wanted wanted) {
        List<NDArray> w = weights.layout().ofLayer(weights.leaves(), layer);
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDArray joint = script.call(scope, "project", w, x).get(0); // [tokens, (heads + 2 kv heads) size]
            NDArray attended = attention(w, joint, wanted != Wanted.OUTPUT); // [tokens, heads size]
            try {
                NDList fed = script.call(scope, "feed_forward", w, x, attended, scope.numbers(wanted.ordinal()));
                fed.forEach(scope::keep);
                return new Passed(scope.keep(joint), attended, fed);
            } catch (RuntimeException e) {
                attended.close();
                throw e;
            }
        }
    }

    /** @param recorded whether there will be a way back */
    private NDArray attention(List<NDArray> w, NDArray joint, boolean recorded) {
        List<Object> arguments = new ArrayList<>(List.of(w, joint));
        arguments.addAll(shared);
        try (TensorScope scope = recorded ? TensorScope.withGradient() : TensorScope.withoutGradient()) {
            if (recorded) joint.setRequiresGradient(true);
            return scope.keep(
                    script.call(scope, "attention", arguments.toArray()).get(0));
        }
    }

    /**
     * Adds to the weights' gradients what follows from {@code byStates}, {@code [targets, width]}; frees everything.
     *
     * @throws IllegalStateException if no gradient was wanted, or this was called before
     */
    void backward(NDArray byStates) {
        requireGraph();
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDArray x = output(); // [tokens, width]
            NDArray norm = finalNorm(weights.leaves()); // [width]
            NDArray byNorm = finalNorm(weights.gradientLeaves()); // [width]
            NDArray by = script.call(scope, "states_gradient", norm, byNorm, x, predictors, byStates)
                    .get(0); // [tokens, width], from here on of whatever layer is next
            x.close();
            for (int layer = inputs.size() - 2; layer >= 0; layer--) back(layer, by);
            script.call(scope, "embed_gradient", weights.gradientLeaves().get(0), ids, by);
        } finally {
            close();
        }
    }

    /** Makes {@code by}, the gradient by the layer's output, that by its input, {@code [tokens, width]}; frees the layer. */
    private void back(int layer, NDArray by) {
        List<NDArray> w = weights.layout().ofLayer(weights.leaves(), layer);
        List<NDArray> gradients = weights.layout().ofLayer(weights.gradientLeaves(), layer);
        try (NDArray x = inputs.get(layer); // [tokens, width]
                Passed through = recomputes ? pass(layer, x, Wanted.WAY_BACK) : passed.get(layer);
                TensorScope scope = TensorScope.withoutGradient()) {
            NDArray byAttended = script.call(
                            scope, "feed_forward_gradient", w, gradients, through.attended, through.fed, by)
                    .get(0); // [tokens, heads size]
            JniUtils.backward((PtNDArray) through.attended, (PtNDArray) byAttended, false, false);
            NDArray byJoint = JniUtils.getGradient((PtNDArray) through.joint);
            script.call(scope, "project_gradient", w, gradients, x, byJoint, by);
        }
    }

    @Override
    public void close() {
        shared.forEach(NDArray::close);
        ids.close();
        predictors.close();
        inputs.forEach(NDArray::close);
        passed.forEach(Passed::close);
        inputs.clear();
        passed.clear();
        if (states != null) {
            states.close();
            states = null;
        }
    }
}
