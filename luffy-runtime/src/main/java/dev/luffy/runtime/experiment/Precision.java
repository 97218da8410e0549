package dev.luffy.runtime.experiment;

/**
 * Type of the matrix products of a model. Weights, gradients, moments, norms, softmax and log-probabilities are float32
 * whatever it is.
 */
public enum Precision {
    /** IEEE 754 binary32. */
    FLOAT32(4),
    /** float32 without its lower 16 bits; products are summed in float32. */
    BFLOAT16(2);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }
}
