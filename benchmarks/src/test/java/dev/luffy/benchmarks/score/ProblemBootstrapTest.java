package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ProblemBootstrapTest {

    private final double[] values =
            new SplittableRandom(9).doubles(60, -0.2, 0.5).toArray();

    /** The bootstrap's standard error of a mean is known: s·√((n − 1)/n)/√n. */
    @Test
    void resampledMeansSpreadAsTheFormulaSays() {
        double[] means = ProblemBootstrap.means(values);
        double analytic = new StandardDeviation(false).evaluate(values) / Math.sqrt(values.length);

        assertThat(new Mean().evaluate(means)).isCloseTo(new Mean().evaluate(values), within(4 * analytic / 100));
        assertThat(new StandardDeviation().evaluate(means)).isCloseTo(analytic, Percentage.withPercentage(3));
    }

    @Test
    void theIntervalIsNearTheNormalOneForManySmoothValues() {
        double mean = new Mean().evaluate(values);
        double error = new StandardDeviation(false).evaluate(values) / Math.sqrt(values.length);
        Interval interval = ProblemBootstrap.ofMean(values, 0.95);

        assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.1 * error));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.1 * error));
        assertThat(ProblemBootstrap.ofMean(values, 0.95)).isEqualTo(interval);
        assertThat(ProblemBootstrap.ofMean(new double[] {0.25, 0.25}, 0.95)).isEqualTo(new Interval(0.25, 0.25));
    }
}
