package dev.luffy.runtime.method;

import java.util.List;

/**
 * Advantages centred and scaled over all tokens of a step. The sources of PPO divide by n (OpenRLHF's
 * {@code NaiveReplayBuffer.normalize}, {@code normalize_advantages} of Open-Reasoner-Zero), PRIME by n − 1 (verl's
 * {@code masked_whiten}).
 *
 * <pre>
 *   A ← (A − mean) / √max(Σ(A − mean)²/n, 1e-8)                of
 *   A ← (A − mean) / √(Σ(A − mean)²/(n − 1) + 1e-8)            unbiased
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
        double[][] centred = centred(rows); // [rows][tokens]
        return scaled(centred, Math.max(squares(centred) / count(rows), SMALLEST_VARIANCE));
    }

    /**
     * @param rows {@code [rows][tokens]}
     * @return the same shape; equal values give exactly 0
     */
    public static double[][] unbiased(List<double[]> rows) {
        double[][] centred = centred(rows); // [rows][tokens]
        return scaled(centred, squares(centred) / Math.max(1, count(rows) - 1) + SMALLEST_VARIANCE);
    }

    private static double[][] centred(List<double[]> rows) {
        double[][] result = new double[rows.size()][]; // [rows][tokens]
        long count = count(rows);
        if (count == 0) return new double[rows.size()][0];
        // Differences from the first value: equal ones must give 0, since AdamW would make steps of the rounding.
        double first = rows.stream().filter(row -> row.length > 0).findFirst().orElseThrow()[0];
        double sum = 0;
        for (double[] row : rows) for (double value : row) sum += value - first;
        double mean = first + sum / count;
        for (int i = 0; i < result.length; i++) {
            result[i] = rows.get(i).clone();
            for (int t = 0; t < result[i].length; t++) result[i][t] -= mean;
        }
        return result;
    }

    private static double[][] scaled(double[][] centred, double variance) {
        double scale = 1 / Math.sqrt(variance);
        for (double[] row : centred) for (int t = 0; t < row.length; t++) row[t] *= scale;
        return centred;
    }

    private static double squares(double[][] centred) {
        double squares = 0;
        for (double[] row : centred) for (double value : row) squares += value * value;
        return squares;
    }

    private static long count(List<double[]> rows) {
        return rows.stream().mapToLong(row -> row.length).sum();
    }
}
