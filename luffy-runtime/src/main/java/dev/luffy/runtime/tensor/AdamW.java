package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * AdamW (arXiv 1711.05101) with PyTorch's formula: with the gradient g, step t and rate η,
 *
 * <pre>{@code
 *   w ← w − η·λ·w
 *   m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 *   w ← w − η·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 * }</pre>
 *
 * The weight decay λ applies to every tensor, biases and norms included, as {@code torch.optim.AdamW} does by default.
 * Moments and the step count are exportable bit for bit. Not for use by two threads at once.
 */
public final class AdamW implements AutoCloseable {
    private final Weights weights;
    private final TorchScript script;
    private final List<NDArray> first; // m, shapes of the leaves
    private final List<NDArray> second; // v, shapes of the leaves
    private long steps;

    /**
     * @param weights trainable; borrowed, not closed
     * @throws IllegalStateException if {@code weights} are frozen
     * @throws IllegalArgumentException if a number is out of range
     */
    public AdamW(Weights weights, double beta1, double beta2, double eps, double weightDecay) {
        weights.gradientLeaves();
        require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "in [0, 1)");
        require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "in [0, 1)");
        require(eps >= 0, "eps", eps, "at least 0");
        require(weightDecay >= 0, "weightDecay", weightDecay, "at least 0");
        this.weights = weights;
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("training", true);
        attributes.put("beta1", beta1);
        attributes.put("beta2", beta2);
        attributes.put("eps", eps);
        attributes.put("weight_decay", weightDecay);
        script = TorchScript.load("AdamW", attributes, "adamw.py");
        first = weights.zeroLeaves();
        second = weights.zeroLeaves();
    }

    /** Global L2 norm of the accumulated gradients, NaN or infinite if they are. */
    public double gradientNorm() {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            double sum = 0;
            NDArray norms =
                    script.call(scope, "norms", weights.gradientLeaves()).get(0); // [leaves]
            for (float norm : TensorScope.floatsOf(norms)) {
                sum += (double) norm * norm;
            }
            return Math.sqrt(sum);
        }
    }

    /**
     * One step with the accumulated gradients, which stay as they are unless clipped: then they are scaled in place by
     * {@code maxGradientNorm / (norm + 1e-6)}, as {@code torch.nn.utils.clip_grad_norm_} does.
     *
     * @param learningRate η, at least 0
     * @param maxGradientNorm clip above this norm; 0 never clips
     * @param norm what {@link #gradientNorm} returned for these gradients
     * @throws IllegalArgumentException if {@code norm} is NaN or infinite: such a step would destroy the weights
     */
    public void step(double learningRate, double maxGradientNorm, double norm) {
        require(Double.isFinite(learningRate) && learningRate >= 0, "learningRate", learningRate, "at least 0");
        require(maxGradientNorm >= 0, "maxGradientNorm", maxGradientNorm, "at least 0");
        require(Double.isFinite(norm), "the gradient norm", norm, "finite");
        double scale = maxGradientNorm == 0 ? 1 : Math.min(1, maxGradientNorm / (norm + 1e-6));
        steps++;
        try (TensorScope scope = TensorScope.withoutGradient()) {
            script.call(
                    scope,
                    "step",
                    weights.leaves(),
                    weights.gradientLeaves(),
                    first,
                    second,
                    scope.numbers(scale),
                    scope.numbers(learningRate),
                    scope.floats(new float[] {steps}));
        }
    }

    /** Sets the accumulated gradients to zero, NaN included. */
    public void zeroGradients() {
        try (TensorScope scope = TensorScope.withoutGradient()) {
            script.call(scope, "clear", weights.gradientLeaves());
        }
    }

    /** Steps taken, those before a {@link #restore} included. */
    public long steps() {
        return steps;
    }

    /** The running means m of the gradient, by tensor name in checkpoint order, as they are when they are read. */
    public Map<String, TensorSource> firstMoments() {
        return Parts.view(weights.layout(), first);
    }

    /** The running means v of the squared gradient, likewise. */
    public Map<String, TensorSource> secondMoments() {
        return Parts.view(weights.layout(), second);
    }

    /**
     * Continues where another optimizer stood: from here on both compute the same bits.
     *
     * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
     */
    public void restore(
            long steps,
            Map<String, ? extends TensorSource> firstMoments,
            Map<String, ? extends TensorSource> secondMoments) {
        require(steps >= 0, "steps", steps, "at least 0");
        Parts.fill(weights.layout(), first, firstMoments);
        Parts.fill(weights.layout(), second, secondMoments);
        this.steps = steps;
    }

    /** Frees the moments; the weights stay. */
    @Override
    public void close() {
        first.forEach(NDArray::close);
        second.forEach(NDArray::close);
        script.close();
    }

    private static void require(boolean holds, String name, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }
}
