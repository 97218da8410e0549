package dev.luffy.runtime.tensor;

/**
 * A tensor on the host, row-major.
 *
 * @param shape sizes, outermost first; their product is {@code data.length}
 * @param data not copied
 */
public record FloatTensor(long[] shape, float[] data) {}
