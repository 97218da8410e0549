package dev.luffy.runtime.tensor;

/** A float32 tensor that is read piece by piece, so that a large one is never in Java's memory as a whole. */
public interface TensorSource {

    /** Extent of each dimension, not a copy. */
    long[] shape();

    /**
     * Copies the values {@code from, from + 1, …} in row-major order into {@code to[0], …, to[count - 1]}.
     *
     * @throws java.io.UncheckedIOException if they lie in a file that cannot be read
     */
    void read(long from, float[] to, int count);

    /** Number of values. */
    default long size() {
        long size = 1;
        for (long extent : shape()) size = Math.multiplyExact(size, extent);
        return size;
    }

    /**
     * All values at once.
     *
     * @throws ArithmeticException if they are more than an array can hold
     */
    default FloatTensor whole() {
        float[] data = new float[Math.toIntExact(size())];
        read(0, data, data.length);
        return new FloatTensor(shape().clone(), data);
    }
}
