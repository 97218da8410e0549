package dev.luffy.benchmarks.score;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A metric against a minimum: whether its true value is below it. Where every problem counts 0 or 1 the test is the exact
 * binomial one; otherwise the score test that belongs to the interval of {@link Estimate}.
 *
 * @since 0.1
 */
public final class Shortfall {

    private final ProblemMeans values;

    /** @throws IllegalArgumentException if there is no outcome, or one has fewer responses than the metric needs */
    public Shortfall(Metric metric, List<Outcome> outcomes) {
        values = ProblemMeans.of(metric, outcomes);
    }

    /** The mean over problems, 0 … 1. */
    public double value() {
        return values.mean();
    }

    /** How many problems there are. */
    public int problems() {
        return values.problems();
    }

    /** Whether every problem counts 0 or 1. */
    public boolean binary() {
        return values.binary();
    }

    /** The name of the test. */
    public String testName() {
        return values.binary() ? "exact binomial" : "score test, clustered by problem";
    }

    /**
     * The chance of a value as low as the observed one if the true value were the minimum, one-sided.
     *
     * @param minimum from 0 to 1
     */
    public double pValue(double minimum) {
        if (!(minimum >= 0 && minimum <= 1)) {
            throw new IllegalArgumentException("The minimum is " + minimum + ": give a number from 0 to 1");
        }
        if (values.binary()) {
            return new BinomialDistribution(null, problems(), minimum)
                    .cumulativeProbability((int) Math.round(value() * problems()));
        }
        // At 0 and 1 there is no variance: whatever is below 1 was not made by a true value of 1.
        return minimum == 0 || minimum == 1 ? (value() < minimum ? 0 : 1) : values.lowerTail(minimum);
    }

    /**
     * What {@link #pValue} would be if so many problems were all wrong, which makes them count 0 or 1 whatever the metric.
     *
     * @param minimum from 0 to 1
     */
    public double worstP(double minimum) {
        return Math.pow(1 - minimum, problems());
    }

    /**
     * How far below the minimum the true value must be for {@link #pValue} to show it.
     *
     * @param confidence one less the p-value that counts as shown, such as 0.95
     * @param power the chance to show it, such as 0.8
     * @return the distance; NaN if these problems are too few to show any
     */
    public double detectable(double minimum, double confidence, double power) {
        if (minimum <= 0) {
            return Double.NaN;
        }
        if (values.binary()) {
            int certain = certain(minimum, 1 - confidence);
            return DetectableDrop.smallest(
                    0,
                    minimum,
                    distance -> new BinomialDistribution(null, problems(), minimum - distance)
                                    .cumulativeProbability(certain)
                            >= power);
        }
        if (problems() < 2) {
            return Double.NaN;
        }
        TDistribution t = new TDistribution(null, problems() - 1);
        double noise = t.inverseCumulativeProbability(confidence) * Math.sqrt(values.variance(minimum));
        double reach = t.inverseCumulativeProbability(power);
        return DetectableDrop.smallest(
                0, minimum, distance -> distance >= noise + reach * Math.sqrt(values.variance(minimum - distance)));
    }

    /** The largest count of right answers whose lower tail is at most α; −1 if there is none. */
    private int certain(double minimum, double alpha) {
        BinomialDistribution atMinimum = new BinomialDistribution(null, problems(), minimum);
        int below = -1;
        int above = problems(); // The tail of all problems is 1.
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (atMinimum.cumulativeProbability(middle) <= alpha) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }
}
