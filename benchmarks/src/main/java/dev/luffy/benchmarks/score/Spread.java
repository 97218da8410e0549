package dev.luffy.benchmarks.score;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Mean and standard deviation over seeds.
 *
 * @param count number of values, at least 1
 * @param mean their mean
 * @param standardDeviation of the sample, with n − 1 below; NaN for a single value
 */
public record Spread(int count, double mean, double standardDeviation) {

    /**
     * Of these values.
     *
     * @throws IllegalArgumentException if there is none, or one is not finite
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A mean needs at least one value");
        }
        SummaryStatistics statistics = new SummaryStatistics();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("Value " + value + " is not finite");
            }
            statistics.addValue(value);
        }
        // Commons Math gives 0 for one value; a spread that cannot be known is not 0.
        double deviation = values.length == 1 ? Double.NaN : statistics.getStandardDeviation();
        return new Spread(values.length, statistics.getMean(), deviation);
    }
}
