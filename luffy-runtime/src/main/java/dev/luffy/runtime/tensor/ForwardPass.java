package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder's layers over packed tokens, forward and, once, back. Each layer is a graph of its own whose input is a leaf, so
 * that its recording can be kept or thrown away and made again ({@link Arithmetic#recomputes}); the embedding is outside of all
 * graphs, for its gradient would be a matrix of the vocabulary's size.
 */
final class ForwardPass implements AutoCloseable {
    private final TorchScript script;
    private final Weights weights;
    private final boolean recomputes;
    private final List<NDArray> shared = new ArrayList<>(); // arguments of every layer
    private final NDArray ids; // [tokens]
    private final List<NDArray> inputs = new ArrayList<>(); // [layers + 1][tokens, width] while a gradient is wanted
    private final List<NDArray> outputs =
            new ArrayList<>(); // [layers][tokens, width] ends of graphs, unless recomputed
    private NDArray states; // [targets, width], the end of the last graph; null after backward and close

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
            NDArray positions = scope.longs(tokens.positions(), tokens.positions().length);
            shared.add(scope.keep(
                    script.call(scope, "rotation", rotary.table(), positions).get(0)));
            shared.add(scope.keep(scope.numbers(tokens.classes(), tokens.classes().length / 2, 2)));
            shared.add(scope.keep(scope.numbers(tokens.buckets(), tokens.buckets().length / 3, 3)));
            shared.add(scope.keep(scope.longs(tokens.owner(), tokens.owner().length)));
        }
        try {
            forward(tokens, withGradient);
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

    private void forward(PackedTokens tokens, boolean withGradient) {
        NDArray x; // [tokens, width]
        try (TensorScope scope = TensorScope.withoutGradient()) {
            x = scope.keep(
                    script.call(scope, "embed", weights.leaves().get(0), ids).get(0));
        }
        for (int layer = 0; layer < weights.config().layers(); layer++) {
            boolean recorded = withGradient && !recomputes;
            // Recording stays on even where nothing is recorded, of weights that need no gradient, because linear()
            // chooses its
            // kernel by it: a probability ratio of one policy to itself is then 1 to the last bit.
            try (TensorScope scope = TensorScope.withGradient()) {
                if (recorded) x.setRequiresGradient(true);
                NDArray y = layer(scope, layer, x, recorded);
                NDArray next = scope.keep(JniUtils.detachGradient((PtNDArray) y));
                if (recorded) outputs.add(scope.keep(y));
                if (withGradient) inputs.add(x);
                else x.close();
                x = next;
            }
        }
        try (TensorScope scope = TensorScope.withGradient()) {
            if (withGradient) x.setRequiresGradient(true);
            NDArray predictors = scope.longs(tokens.predictors(), tokens.predictors().length);
            NDArray norm = weights.leaves().get(weights.layout().finalNorm());
            if (!withGradient) norm = JniUtils.detachGradient((PtNDArray) norm);
            states =
                    scope.keep(script.call(scope, "states", norm, x, predictors).get(0));
            if (withGradient) inputs.add(x);
            else x.close();
        }
    }

    private NDArray layer(TensorScope scope, int layer, NDArray x, boolean recorded) {
        List<NDArray> w = weights.layout().ofLayer(weights.leaves(), layer);
        List<Object> arguments = new ArrayList<>();
        arguments.add(
                recorded
                        ? w
                        : w.stream()
                                .map(leaf -> JniUtils.detachGradient((PtNDArray) leaf))
                                .toList());
        arguments.add(x);
        arguments.addAll(shared);
        return script.call(scope, "layer", arguments.toArray()).get(0);
    }

    /**
     * Adds to the weights' gradients what follows from {@code byStates}, {@code [targets, width]}; frees everything.
     *
     * @throws IllegalStateException if no gradient was wanted, or this was called before
     */
    void backward(NDArray byStates) {
        requireGraph();
        try {
            int last = inputs.size() - 1;
            NDArray byInput = gradientBy(inputs.get(last), states, byStates); // [tokens, width]
            for (int layer = last - 1; layer >= 0; layer--) {
                byInput = back(layer, byInput);
            }
            try (TensorScope scope = TensorScope.withoutGradient();
                    NDArray byEmbedding = byInput) {
                script.call(scope, "embed_gradient", weights.gradientLeaves().get(0), ids, byEmbedding);
            }
        } finally {
            close();
        }
    }

    private NDArray back(int layer, NDArray byOutput) {
        NDArray x = inputs.get(layer); // [tokens, width]
        NDArray byInput;
        if (recomputes) {
            try (TensorScope scope = TensorScope.withGradient();
                    NDArray consumed = byOutput) {
                x.setRequiresGradient(true);
                byInput = scope.keep(gradientBy(x, layer(scope, layer, x, true), consumed));
            }
        } else {
            try (NDArray y = outputs.get(layer);
                    NDArray consumed = byOutput) {
                byInput = gradientBy(x, y, consumed);
            }
        }
        x.close();
        return byInput;
    }

    /** Goes back through the graph that ends in {@code y}; the caller closes what comes back. */
    private static NDArray gradientBy(NDArray x, NDArray y, NDArray byOutput) {
        JniUtils.backward((PtNDArray) y, (PtNDArray) byOutput, false, false);
        return JniUtils.getGradient((PtNDArray) x);
    }

    @Override
    public void close() {
        shared.forEach(NDArray::close);
        ids.close();
        inputs.forEach(NDArray::close);
        outputs.forEach(NDArray::close);
        inputs.clear();
        outputs.clear();
        if (states != null) {
            states.close();
            states = null;
        }
    }
}
