package dev.luffy.benchmarks.score;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The values of a metric, one per problem, and what they say about the mean over all problems of the kind.
 *
 * <p>Responses to one problem resemble one another, so they are no independent trials: problems are. The mean p of n values
 * y in 0 … 1 has the variance φ·θ(1−θ)/n, where θ is the true mean and the design effect φ is 1 for values of 0 and 1
 * and smaller where several responses tell more about each problem. The interval holds the θ that the data do not refute:
 *
 * <pre>{@code
 *   (p − θ)² ≤ t² · φ(θ) · θ(1−θ) / n          t = quantile of Student's t with n − 1 degrees of freedom
 *   φ(θ) = φ · exp( min(1, max(0, b·(θ − p))) )      φ = s² / ( p(1−p) + s²/n )
 *   b = Σ d·g / Σ d²      d = y − p      g = n·d²/Σd² − d·(1−2p)/(p(1−p))
 * }</pre>
 *
 * The estimate φ comes from the same problems as p: a set that by chance holds none of the rare, easy problems has both too
 * low a mean and too low a spread, and an interval that takes φ as given misses upwards. The slope b of log φ on p (g is
 * its influence function) undoes that where it widens the interval and is not used to narrow it; the bound 1 on the exponent
 * keeps the left side over the right one monotone in θ, so that there is one root a side. Where all values are 0 or 1, φ is
 * exactly 1, b exactly 0, t is replaced by the normal quantile, and this is Wilson's interval. Where all values equal
 * another number, their spread says nothing and φ = 1 is assumed.
 *
 * <p>Source: E. B. Wilson (1927) with the effective sample size of Korn and Graubard (1998); the slope is ours. Simulated
 * coverage: docs/statistics.md.
 */
final class ProblemMeans {

    private final double[] values; // [problems]
    private final double mean;
    private final double designEffect;
    private final double slope;
    private final boolean binary;

    /** @param values one per problem, 0 … 1, shape {@code [problems]}, at least one; not copied */
    ProblemMeans(double[] values) {
        this.values = values;
        this.mean = Arrays.stream(values).average().orElseThrow();
        this.binary = Arrays.stream(values).allMatch(y -> y == 0 || y == 1);
        // Asked of the values themselves: the computed spread of equal values may be 1e-17 rather than 0.
        if (binary || Arrays.stream(values).allMatch(y -> y == values[0])) {
            designEffect = 1;
            slope = 0;
        } else {
            designEffect = designEffect();
            slope = slope();
        }
    }

    static ProblemMeans of(Metric metric, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException(metric.label() + " of no problem: give at least 1 outcome");
        }
        return new ProblemMeans(outcomes.stream().mapToDouble(metric::of).toArray());
    }

    double mean() {
        return mean;
    }

    int problems() {
        return values.length;
    }

    /** Whether every problem counts 0 or 1, so that their sum is binomial. */
    boolean binary() {
        return binary;
    }

    String intervalName() {
        return binary ? "Wilson" : "score, clustered by problem";
    }

    /** @throws IllegalArgumentException if {@code confidence} is not strictly between 0 and 1 */
    Interval interval(double confidence) {
        if (binary) {
            return new Proportion(Math.round(mean * values.length), values.length).wilson(confidence);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "The confidence is " + confidence + ": give a number between 0 and 1, such as 0.95");
        }
        double t = quantile((1 + confidence) / 2);
        return new Interval(refuted(0, t), refuted(1, t));
    }

    /**
     * The chance of a mean as low as this one if the true mean were θ, one-sided.
     *
     * @param theta strictly between 0 and 1
     */
    double lowerTail(double theta) {
        double z = (mean - theta) / Math.sqrt(variance(theta));
        return values.length < 2 || !Double.isFinite(z)
                ? new NormalDistribution(null, 0, 1).cumulativeProbability(z)
                : new TDistribution(null, values.length - 1).cumulativeProbability(z);
    }

    /** Of the mean, if the true mean were θ. */
    double variance(double theta) {
        double widened = designEffect * Math.exp(Math.min(1, Math.max(0, slope * (theta - mean))));
        return widened * theta * (1 - theta) / values.length;
    }

    private double quantile(double probability) {
        return values.length < 2
                ? new NormalDistribution(null, 0, 1).inverseCumulativeProbability(probability)
                : new TDistribution(null, values.length - 1).inverseCumulativeProbability(probability);
    }

    /** Where the true mean starts to be refuted, between the mean and {@code end}; by bisection to the last digit. */
    private double refuted(double end, double t) {
        double inside = mean;
        double outside = end;
        while (true) {
            double middle = inside + (outside - inside) / 2;
            if (middle == inside || middle == outside) {
                return middle;
            }
            if ((mean - middle) * (mean - middle) <= t * t * variance(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
    }

    private double sumOfSquares() {
        return Arrays.stream(values).map(y -> (y - mean) * (y - mean)).sum();
    }

    private double designEffect() {
        int n = values.length;
        double variance = sumOfSquares() / (n - 1);
        // Unbiased for θ(1−θ), since E p² = θ² + Var p: values of 0 and 1 would give exactly 1.
        return variance / (mean * (1 - mean) + variance / n);
    }

    private double slope() {
        double sumOfSquares = sumOfSquares();
        double covariance = 0;
        for (double y : values) {
            double d = y - mean;
            double influence = values.length * d * d / sumOfSquares - d * (1 - 2 * mean) / (mean * (1 - mean));
            covariance += d * influence;
        }
        return covariance / sumOfSquares;
    }
}
