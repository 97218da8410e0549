package dev.luffy.maven.ablate;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A mean over seeds and Student's 95 % interval of it, mean ± t · s/√n with n − 1 degrees of freedom: seeds are the
 * independent units, and there are few. The interval may leave [0, 1]; it is not cut.
 *
 * @param mean of the values
 * @param halfWidth of the interval, or null for a single value, which says nothing about spread
 */
record Student(double mean, Double halfWidth) {

    static final double CONFIDENCE = 0.95;

    /** @param values one per seed, shape [seeds], at least one */
    static Student of(double[] values) {
        double mean = new Mean().evaluate(values);
        if (values.length < 2) return new Student(mean, null);
        // No generator: nothing is sampled, and the default one would be seeded from the clock.
        double t = new TDistribution(null, values.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double s = new StandardDeviation().evaluate(values);
        return new Student(mean, t * s / Math.sqrt(values.length));
    }
}
