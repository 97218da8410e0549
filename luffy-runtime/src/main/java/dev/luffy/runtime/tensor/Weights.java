package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The float32 parameters of one decoder, in libtorch's memory, under their Hugging Face names. Trainable weights own a
 * gradient of the same shapes, zero at first, into which {@link Scored#backward} adds. Not for use by two threads at once.
 */
public final class Weights implements AutoCloseable {
    private final ModelConfig config;
    private final boolean critic;
    private final Layout layout;
    private final List<NDArray> leaves;
    private final List<NDArray> gradients; // empty unless trainable
    private final List<Weights> lanes = new ArrayList<>(); // of the lanes after the first, as far as any were asked for

    private Weights(ModelConfig config, boolean critic, List<NDArray> leaves, boolean trainable) {
        this.config = config;
        this.critic = critic;
        this.layout = Layout.of(config, critic);
        this.leaves = List.copyOf(leaves);
        this.gradients =
                trainable ? leaves.stream().map(Weights::attachGradient).toList() : List.of();
    }

    /**
     * Copies {@code tensors} to libtorch, piece by piece.
     *
     * @param tensors exactly the names and shapes of {@link #shapes}, in any order
     * @param trainable whether gradients are wanted; they double the memory
     * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
     */
    public static Weights of(ModelConfig config, Map<String, ? extends TensorSource> tensors, boolean trainable) {
        Parts.check(Layout.of(config), tensors);
        Weights weights = zeros(config, false, trainable);
        weights.load(tensors);
        return weights;
    }

    /**
     * A value network that starts from a policy: trainable copies of all its tensors but an output projection, and a scalar
     * head {@code value_head.weight} {@code [1, width]} of zeros, so that every value is 0 at first.
     *
     * @throws IllegalArgumentException if {@code policy} is a critic itself
     */
    public static Weights critic(Weights policy) {
        if (policy.critic) throw new IllegalArgumentException("a critic starts from a policy, not from a critic");
        Map<String, TensorSource> tensors = new LinkedHashMap<>(policy.tensors());
        tensors.remove("lm_head.weight");
        long width = policy.config.hiddenSize();
        tensors.put(Layout.VALUE_HEAD, new FloatTensor(new long[] {1, width}, new float[policy.config.hiddenSize()]));
        Weights weights = zeros(policy.config, true, true);
        weights.load(tensors);
        return weights;
    }

    /** Whether these weights give values instead of a distribution. */
    public boolean isCritic() {
        return critic;
    }

    /**
     * Untrained, trainable weights: matrices from N(0, 0.02²), norms 1, biases 0.
     *
     * @param seed equal seeds give equal bits on every machine
     */
    public static Weights random(ModelConfig config, long seed) {
        return of(config, Initial.tensors(config, seed), true);
    }

    /** Hugging Face names of every tensor, in checkpoint order; no {@code lm_head.weight} if embeddings are tied. */
    public static List<String> names(ModelConfig config) {
        return List.copyOf(Layout.of(config).shapes().keySet());
    }

    /** Shape of every tensor by name, in checkpoint order. */
    public static Map<String, long[]> shapes(ModelConfig config) {
        return Layout.of(config).shapes();
    }

    /** The model these weights belong to. */
    public ModelConfig config() {
        return config;
    }

    public boolean trainable() {
        return !gradients.isEmpty();
    }

    /** All tensors by name, in checkpoint order, as they are when they are read: views that hold nothing. */
    public Map<String, TensorSource> tensors() {
        return Parts.view(layout, leaves);
    }

    /**
     * The accumulated gradients by name, in checkpoint order, as they are when they are read.
     *
     * @throws IllegalStateException if these weights are not trainable
     */
    public Map<String, TensorSource> gradients() {
        return Parts.view(layout, gradientLeaves());
    }

    /** The same values in new memory, not trainable: the reference policy. */
    public Weights frozenCopy() {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            List<NDArray> copies = new ArrayList<>();
            for (NDArray leaf : leaves) {
                copies.add(scope.keep(leaf.duplicate()));
            }
            return new Weights(config, critic, copies, false);
        }
    }

    /**
     * Overwrites all values.
     *
     * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape; nothing is written then
     */
    public void load(Map<String, ? extends TensorSource> tensors) {
        Parts.fill(layout, leaves, tensors);
    }

    /**
     * A value that is NaN or infinite.
     *
     * @param tensor name of the tensor that holds it
     */
    public record NonFinite(String tensor, float value) {}

    /** The first value that is not finite, in checkpoint order. */
    public Optional<NonFinite> nonFinite() {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            // A norm costs next to nothing; the search is for the one time that it finds something.
            if (leaves.stream().allMatch(leaf -> Float.isFinite(TensorScope.floatsOf(leaf.norm())[0])))
                return Optional.empty();
        }
        float[] piece = new float[1 << 20];
        for (Map.Entry<String, TensorSource> each : tensors().entrySet()) {
            TensorSource tensor = each.getValue();
            for (long at = 0; at < tensor.size(); at += piece.length) {
                int count = (int) Math.min(piece.length, tensor.size() - at);
                tensor.read(at, piece, count);
                for (int i = 0; i < count; i++) {
                    if (!Float.isFinite(piece[i])) return Optional.of(new NonFinite(each.getKey(), piece[i]));
                }
            }
        }
        return Optional.empty(); // numbers whose squares alone are too large
    }

    /**
     * The same values for a lane: in the same memory, with a gradient of its own if these are trainable. Lane 0 has these weights
     * themselves.
     */
    Weights lane(int lane) {
        while (lanes.size() < lane) {
            List<NDArray> aliases = new ArrayList<>();
            try (TensorScope scope = TensorScope.withoutGradient()) {
                for (NDArray leaf : leaves) aliases.add(scope.keep(JniUtils.detachGradient((PtNDArray) leaf)));
            }
            lanes.add(new Weights(config, critic, aliases, trainable()));
        }
        return lane == 0 ? this : lanes.get(lane - 1);
    }

    /** Adds the gradients of lanes to these weights' own, in their order, and sets them to zero. */
    void gather(TorchScript script, int count) {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            for (Weights lane : lanes.subList(0, count - 1)) {
                script.call(scope, "gather", gradientLeaves(), lane.gradientLeaves());
            }
        }
    }

    @Override
    public void close() {
        lanes.forEach(Weights::close);
        leaves.forEach(NDArray::close);
        gradients.forEach(NDArray::close);
    }

    Layout layout() {
        return layout;
    }

    /** In the order of {@link Layout#leaves}. */
    List<NDArray> leaves() {
        return leaves;
    }

    List<NDArray> gradientLeaves() {
        if (gradients.isEmpty()) {
            throw new IllegalStateException("these weights are frozen: they have no gradients");
        }
        return gradients;
    }

    /** Zeros of the shapes of the leaves, which the caller closes. */
    List<NDArray> zeroLeaves() {
        return zeroLeaves(layout);
    }

    private static Weights zeros(ModelConfig config, boolean critic, boolean trainable) {
        return new Weights(config, critic, zeroLeaves(Layout.of(config, critic)), trainable);
    }

    private static List<NDArray> zeroLeaves(Layout layout) {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            List<NDArray> zeros = new ArrayList<>();
            for (Layout.Leaf leaf : layout.leaves()) {
                zeros.add(scope.keep(scope.manager().zeros(new Shape(leaf.shape()), DataType.FLOAT32)));
            }
            return zeros;
        }
    }

    /**
     * Makes {@code leaf} trainable and returns its gradient. A backward of zeros makes libtorch allocate the gradient, which
     * later backwards add to in place, so one handle serves for ever.
     */
    private static NDArray attachGradient(NDArray leaf) {
        try (TensorScope scope = TensorScope.withGradient()) {
            leaf.setRequiresGradient(true);
            NDArray alias = leaf.reshape(leaf.getShape());
            JniUtils.backward((PtNDArray) alias, (PtNDArray) scope.manager().zeros(leaf.getShape()), false, false);
            return scope.keep(JniUtils.getGradient((PtNDArray) leaf));
        }
    }

    @Override
    public String toString() {
        return (critic ? "critic of " : "weights of ") + config + Arrays.toString(new boolean[] {trainable()});
    }
}
