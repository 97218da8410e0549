package dev.luffy.runtime.tensor;

import java.util.Arrays;

/**
 * A float32 tensor in Java's memory, row-major. The arrays are not copied: whoever passes one on gives it away.
 *
 * @param shape extent of each dimension
 * @param data the values; their number is the product of {@code shape}
 * @throws IllegalArgumentException if the numbers disagree
 */
public record FloatTensor(long[] shape, float[] data) implements TensorSource {
    public FloatTensor {
        long size = 1;
        for (long extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        if (size != data.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + size + " values, got " + data.length);
        }
    }

    @Override
    public void read(long from, float[] to, int count) {
        System.arraycopy(data, Math.toIntExact(from), to, 0, count);
    }

    @Override
    public FloatTensor whole() {
        return this;
    }

    /** Bitwise, so that NaN equals itself and 0 differs from -0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor that && Arrays.equals(shape, that.shape) && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "FloatTensor" + Arrays.toString(shape);
    }
}
