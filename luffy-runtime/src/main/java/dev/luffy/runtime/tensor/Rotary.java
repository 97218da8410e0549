package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RopeScaling;

/**
 * A table of rotary position embeddings (Su et al., arXiv 2104.09864): at position {@code p} the coordinates {@code i} and
 * {@code i + size/2} of a head, as the Hugging Face convention pairs them, turn by {@code p · frequency(i)}. The angle is a float32
 * product, as in the checkpoints' training; its cosine is exact to the last bit.
 */
final class Rotary implements AutoCloseable {
    private final int size;
    private final double theta;
    private final RopeScaling scaling;
    private int positions;
    private NDArray table; // [positions, size / 2, 2] cosine and sine

    Rotary(ModelConfig config) {
        size = config.headSize();
        theta = config.ropeTheta();
        scaling = config.ropeScaling();
    }

    /** Cosine and sine of every angle, {@code [positions, size / 2, 2]}. */
    NDArray table() {
        return table;
    }

    /** Makes the table reach position {@code needed - 1}. */
    void reach(int needed) {
        if (needed <= positions) {
            return;
        }
        int more = Math.max(needed, 2 * positions);
        float[] values = new float[more * size];
        for (int i = 0; i < size / 2; i++) {
            float frequency = frequency(i);
            for (int p = 0; p < more; p++) {
                float angle = p * frequency;
                values[p * size + 2 * i] = (float) StrictMath.cos(angle);
                values[p * size + 2 * i + 1] = (float) StrictMath.sin(angle);
            }
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            NDArray longer = scope.keep(scope.floats(values, more, size / 2, 2));
            close();
            table = longer;
            positions = more;
        }
    }

    /** Of the pair (i, i + size/2), in float32 throughout, as transformers computes it. */
    float frequency(int i) {
        float frequency = 1 / (float) StrictMath.pow(theta, 2f * i / size);
        if (!(scaling instanceof RopeScaling.Llama3 llama)) {
            return frequency;
        }
        float divided = frequency / (float) llama.factor();
        float wavelength = (float) (2 * Math.PI) / frequency;
        if (wavelength > llama.originalPositions() / llama.lowFrequencyFactor()) {
            return divided;
        }
        if (wavelength < llama.originalPositions() / llama.highFrequencyFactor()) {
            return frequency;
        }
        float low = (float) llama.lowFrequencyFactor();
        float span = (float) (llama.highFrequencyFactor() - llama.lowFrequencyFactor());
        float share = (llama.originalPositions() / wavelength - low) / span; // 0 at the low factor, 1 at the high one
        return (1 - share) * frequency / (float) llama.factor() + share * frequency;
    }

    @Override
    public void close() {
        if (table != null) table.close();
    }
}
