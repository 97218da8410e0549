package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.Precision;

/**
 * How a decoder computes.
 *
 * @param precision type of its matrix products
 * @param recomputes whether a score that is to be differentiated keeps nothing but the input of each layer and computes the
 *     layer again on the way back (activation checkpointing, Chen et al., arXiv 1604.06174): the same bits, a third more
 *     arithmetic, and the memory of one layer instead of all
 */
public record Arithmetic(Precision precision, boolean recomputes) {

    /** float32, activations kept. */
    public static final Arithmetic FLOAT32 = new Arithmetic(Precision.FLOAT32, false);

    /** The number by which libtorch knows the type of the products. */
    int scalarType() {
        return precision == Precision.FLOAT32 ? 6 : 15;
    }
}
