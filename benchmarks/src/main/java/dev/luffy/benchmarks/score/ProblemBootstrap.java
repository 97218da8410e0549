package dev.luffy.benchmarks.score;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where a mean over problems may lie, from means over problems drawn with replacement (Efron 1979). What is drawn are whole
 * problems, with all their responses on both sides of a comparison. For showing, not for deciding: percentile intervals of
 * 30 problems are a little narrow.
 */
final class ProblemBootstrap {

    static final int DRAWS = 9_999;

    private static final long SEED = 0xb0075714L;

    private ProblemBootstrap() {}

    /** The percentile interval, from a fixed seed. */
    static Interval ofMean(double[] values, double confidence) {
        double[] means = means(values); // [draws], ascending
        int cut = (int) Math.floor((DRAWS + 1) * (1 - confidence) / 2);
        int low = Math.max(0, cut - 1);
        return new Interval(means[low], means[DRAWS - 1 - low]);
    }

    /** Means of {@value #DRAWS} resamples, ascending. */
    static double[] means(double[] values) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[draw] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }
}
