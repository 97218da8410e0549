package dev.luffy.runtime.method;

/**
 * A number that knows its derivative: forward-mode differentiation with respect to one token's log-probability. The loss
 * is written once, in the equation's order, and its exact gradient comes along.
 *
 * @param value the number
 * @param slope its derivative with respect to log π_θ(token)
 */
record Dual(double value, double slope) {

    static final Dual ZERO = constant(0);

    static Dual constant(double value) {
        return new Dual(value, 0);
    }

    Dual times(double factor) {
        return new Dual(value * factor, slope * factor);
    }

    Dual negated() {
        return new Dual(-value, -slope);
    }

    /** Limits the value to [low, high]; a limited value is a constant, one on the limit keeps its slope (as in torch). */
    Dual clamped(double low, double high) {
        if (value < low) return constant(low);
        if (value > high) return constant(high);
        return this;
    }

    /**
     * The smaller value with its slope, the first at a tie. Torch averages both slopes at a tie; for ρA and
     * clamp(ρ)·A, the only pair that meets here, a tie means equal slopes, so the two conventions agree.
     */
    static Dual min(Dual first, Dual second) {
        return second.value < first.value ? second : first;
    }
}
