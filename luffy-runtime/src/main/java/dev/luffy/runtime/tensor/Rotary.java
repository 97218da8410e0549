package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RopeScaling;

/**
 * Tables of rotary position embeddings (Su et al., arXiv 2104.09864), in the Hugging Face convention of rotation by halves: a
 * head {@code x} at position {@code p} becomes {@code x · cos + roll(x, size/2) · sin}, the sine negated in its first half.
 * The angle is a float32 product, as in the checkpoints' training; its cosine is exact to the last bit.
 */
final class Rotary implements AutoCloseable {
    private final int size;
    private final double theta;
    private final RopeScaling scaling;
    private int positions;
    private NDArray cos; // [positions, size]
    private NDArray sin; // [positions, size]

    Rotary(ModelConfig config) {
        size = config.headSize();
        theta = config.ropeTheta();
        scaling = config.ropeScaling();
    }

    NDArray cos() {
        return cos;
    }

    NDArray sin() {
        return sin;
    }

    /** Makes the tables reach position {@code needed - 1}. */
    void reach(int needed) {
        if (needed <= positions) {
            return;
        }
        close();
        positions = Math.max(needed, 2 * positions);
        float[] c = new float[positions * size];
        float[] s = new float[positions * size];
        int half = size / 2;
        for (int i = 0; i < half; i++) {
            float frequency = frequency(i);
            for (int p = 0; p < positions; p++) {
                float angle = p * frequency;
                float cosine = (float) StrictMath.cos(angle);
                float sine = (float) StrictMath.sin(angle);
                c[p * size + i] = cosine;
                c[p * size + half + i] = cosine;
                s[p * size + i] = -sine;
                s[p * size + half + i] = sine;
            }
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            cos = scope.keep(scope.floats(c, positions, size));
            sin = scope.keep(scope.floats(s, positions, size));
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
        if (cos != null) {
            cos.close();
            sin.close();
        }
    }
}
