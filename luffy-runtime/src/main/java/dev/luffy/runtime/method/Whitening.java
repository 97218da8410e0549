package dev.luffy.runtime.method;

import java.util.List;

/**
 * Advantages centred and scaled over all tokens of a step, as both sources of PPO do it (OpenRLHF's
 * {@code NaiveReplayBuffer.normalize}, {@code normalize_advantages} of Open-Reasoner-Zero): variance with n in the denominator.
 *
 * <pre>
 *   A ← (A − mean) / √max(var, 1e-8)
 * </pre>
 */
public final class Whitening {

    private static final double SMALLEST_VARIANCE = 1e-8;

    private Whitening() {}

    /**
     * @param rows {@code [rows][tokens]}
     * @return the same shape; equal values give exactly 0
     */
    public static double[][] of(List<double[]> rows) {
        long count = rows.stream().mapToLong(row -> row.length).sum();
        if (count == 0) return new double[rows.size()][0];
        // Differences from the first value: equal ones must give 0, since AdamW would make steps of the rounding.
        double first = rows.stream().filter(row -> row.length > 0).findFirst().orElseThrow()[0];
        double sum = 0;
        for (double[] row : rows) for (double value : row) sum += value - first;
        double mean = first + sum / count;
        double squares = 0;
        for (double[] row : rows) for (double value : row) squares += (value - mean) * (value - mean);
        double scale = 1 / Math.sqrt(Math.max(squares / count, SMALLEST_VARIANCE));

        double[][] result = new double[rows.size()][]; // [rows][tokens]
        for (int i = 0; i < result.length; i++) {
            result[i] = rows.get(i).clone();
            for (int t = 0; t < result[i].length; t++) result[i][t] = (result[i][t] - mean) * scale;
        }
        return result;
    }
}
