package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model's parameters in the form in which responses are sampled: matrices of the decoder's precision, sorted for its products;
 * the rest as it is. Made of trained weights, it borrows from these and is right until they change; made of a checkpoint's tensors,
 * it never holds a float32 copy of more than one layer. Lanes may read it together.
 */
public final class SamplingWeights implements AutoCloseable {
    private final ModelConfig config;
    private final List<NDArray> leaves; // as Weights has them, but for matrices, of which nothing is read
    private final List<NDArray> packed; // five matrices of each layer, then the output projection
    private final boolean owner; // of the leaves

    private SamplingWeights(ModelConfig config, List<NDArray> leaves, List<NDArray> packed, boolean owner) {
        this.config = config;
        this.leaves = List.copyOf(leaves);
        this.packed = List.copyOf(packed);
        this.owner = owner;
    }

    static SamplingWeights of(Weights weights, TorchScript script) {
        List<NDArray> packed = new ArrayList<>();
        for (int layer = 0; layer < weights.config().layers(); layer++) {
            pack(script, weights.layout().ofLayer(weights.leaves(), layer), packed);
        }
        packed.add(packOutput(script, weights.leaves().get(weights.layout().head())));
        return new SamplingWeights(weights.config(), weights.leaves(), packed, false);
    }

    /** @throws IllegalArgumentException if a tensor is missing, unknown or of another shape */
    static SamplingWeights of(ModelConfig config, Map<String, ? extends TensorSource> tensors, TorchScript script) {
        Layout layout = Layout.of(config);
        Parts.check(layout, tensors);
        List<NDArray> leaves = new ArrayList<>();
        List<NDArray> packed = new ArrayList<>();
        leaves.add(Parts.leaf(layout, 0, tensors));
        for (int layer = 0; layer < config.layers(); layer++) {
            List<NDArray> ofLayer = new ArrayList<>();
            for (int i = 0; i < layout.perLayer(); i++) {
                ofLayer.add(Parts.leaf(layout, 1 + layer * layout.perLayer() + i, tensors));
            }
            pack(script, ofLayer, packed);
            for (NDArray leaf : ofLayer) leaves.add(withoutMatrix(leaf));
        }
        leaves.add(Parts.leaf(layout, layout.finalNorm(), tensors));
        NDArray output = layout.head() == 0 ? leaves.get(0) : Parts.leaf(layout, layout.head(), tensors);
        packed.add(packOutput(script, output));
        if (layout.head() != 0) leaves.add(withoutMatrix(output));
        return new SamplingWeights(config, leaves, packed, true);
    }

    private static void pack(TorchScript script, List<NDArray> layer, List<NDArray> packed) {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            for (NDArray matrix : script.call(scope, "pack", layer)) packed.add(scope.keep(matrix));
        }
    }

    private static NDArray packOutput(TorchScript script, NDArray output) {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            return scope.keep(script.call(scope, "reordered", output).get(0));
        }
    }

    /** A vector as it is; something without content for a matrix, whose memory is freed. */
    private static NDArray withoutMatrix(NDArray leaf) {
        if (leaf.getShape().dimension() == 1) return leaf;
        leaf.close();
        try (TensorScope scope = TensorScope.withoutGradient()) {
            return scope.keep(scope.floats(new float[1], 1));
        }
    }

    /** The model these weights belong to. */
    public ModelConfig config() {
        return config;
    }

    List<NDArray> leaves() {
        return leaves;
    }

    List<NDArray> packed() {
        return packed;
    }

    @Override
    public void close() {
        packed.forEach(NDArray::close);
        if (owner) leaves.forEach(NDArray::close);
    }
}
