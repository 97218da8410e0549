package dev.luffy.benchmarks.score;

import static dev.luffy.benchmarks.score.Responses.counts;
import static dev.luffy.benchmarks.score.Responses.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ShortfallTest {

    private static final Metric AVG = Metric.parse("avg@all");

    /** Golden: scipy {@code binom.cdf(9, 30, 0.5)} and {@code binom.cdf(381, 500, 0.8)}. */
    @Test
    void singleResponsesAreTestedByTheExactBinomialTail() {
        assertThat(new Shortfall(AVG, single("C".repeat(9) + "I".repeat(21))).pValue(0.5))
                .isCloseTo(0.021386972628533847, within(1e-12));
        assertThat(new Shortfall(AVG, single("C".repeat(381) + "I".repeat(119))).pValue(0.8))
                .isCloseTo(0.020924448816816703, within(1e-12));
    }

    @Test
    void theTestAndTheIntervalAgreeForSeveralResponses() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 50; i++) {
            int[] right = Responses.draw(Responses.chances(20, 0.4, 0.3, random), 8, random);
            Shortfall shortfall = new Shortfall(AVG, counts(8, right));
            double high = Estimate.of(AVG, counts(8, right), 0.9).interval().high();

            assertThat(shortfall.pValue(high)).isCloseTo(0.05, within(1e-6));
            assertThat(shortfall.pValue(high + 0.01)).isLessThan(0.05);
            assertThat(shortfall.pValue(high - 0.01)).isGreaterThan(0.05);
        }
    }

    @Test
    void theEndsAreCertain() {
        assertThat(new Shortfall(AVG, single("CCC")).pValue(1)).isEqualTo(1);
        assertThat(new Shortfall(AVG, single("CCI")).pValue(1)).isZero();
        assertThat(new Shortfall(AVG, single("III")).pValue(0)).isEqualTo(1);
        assertThat(new Shortfall(AVG, counts(4, 3, 4)).pValue(1)).isZero();
        assertThat(new Shortfall(AVG, counts(4, 3, 4)).pValue(0)).isEqualTo(1);
        assertThat(new Shortfall(AVG, counts(4, 3)).pValue(0.9)).isBetween(0.0, 1.0);
        assertThatIllegalArgumentException().isThrownBy(() -> new Shortfall(AVG, single("C")).pValue(Double.NaN));
    }

    @Test
    void theDetectableDistanceHasThePowerItSays() {
        Shortfall shortfall = new Shortfall(AVG, single("C".repeat(300) + "I".repeat(200)));
        double distance = shortfall.detectable(0.6, 0.95, 0.8);
        int certain = 0;
        while (new BinomialDistribution(null, 500, 0.6).cumulativeProbability(certain + 1) <= 0.05) certain++;

        assertThat(new BinomialDistribution(null, 500, 0.6 - distance).cumulativeProbability(certain))
                .isCloseTo(0.8, within(1e-3));
        assertThat(shortfall.detectable(0, 0.95, 0.8)).isNaN();
        assertThat(new Shortfall(AVG, single("C")).detectable(0.5, 0.95, 0.8)).isNaN();
        assertThat(new Shortfall(AVG, counts(8, 3, 4, 5, 1, 7, 2, 6, 4)).detectable(0.5, 0.95, 0.8))
                .isBetween(0.1, 0.3);
    }
}
