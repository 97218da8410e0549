package dev.luffy.benchmarks.score;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Several tests at once: the more there are, the likelier one alone looks bad by chance.
 *
 * @since 0.1
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusted p-values of S. Holm (Scandinavian Journal of Statistics 6, 1979). Calling an effect where the adjusted value
     * is at most α is wrong anywhere with a chance of at most α, however the tests depend on one another.
     *
     * <pre>{@code
     *   p̃_(i) = max over j ≤ i of min( 1, (m − j + 1) · p_(j) )      p_(1) ≤ … ≤ p_(m)
     * }</pre>
     *
     * @param p values from 0 to 1, shape {@code [tests]}, in any order; not changed
     * @return adjusted values in the order of {@code p}, shape {@code [tests]}
     * @throws IllegalArgumentException if a value is not from 0 to 1
     */
    public static double[] adjust(double[] p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(value + " is no p-value: give numbers from 0 to 1");
            }
        }
        Integer[] order = new Integer[p.length]; // [tests]
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[p.length]; // [tests]
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (order.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
