package dev.luffy.benchmarks.score;

/**
 * A closed interval of real numbers.
 *
 * @param low the lower end, in the unit of what it bounds
 * @param high the upper end, not below {@code low}
 * @since 0.1
 */
public record Interval(double low, double high) {

    /** @throws IllegalArgumentException if an end is not finite or the ends are in the wrong order */
    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException(
                    "[" + low + ", " + high + "] is no interval: give two finite ends, the lower one first");
        }
    }
}
