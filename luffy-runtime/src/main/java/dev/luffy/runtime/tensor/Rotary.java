package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.ModelConfig;

/**
 * Tables of rotary position embeddings (Su et al., arXiv 2104.09864), in the Hugging Face convention of rotation by halves: a
 * head {@code x} at position {@code p} becomes {@code x · cos + roll(x, size/2) · sin}, the sine negated in its first half.
 * The angle is a float32 product, as in the checkpoints' training; its cosine is exact to the last bit.
 */
final class Rotary implements AutoCloseable {
    private final int size;
    private final double theta;
    private int positions;
    private NDArray cos; // [positions, size]
    private NDArray sin; // [positions, size]

    Rotary(ModelConfig config) {
        size = config.headSize();
        theta = config.ropeTheta();
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
            float frequency = 1 / (float) StrictMath.pow(theta, 2f * i / size);
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

    @Override
    public void close() {
        if (cos != null) {
            cos.close();
            sin.close();
        }
    }
}
