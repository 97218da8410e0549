package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignFlipTest {

    /** Published: R. A. Fisher, The Design of Experiments, section 21: of 32,768 sums 863 are at least Darwin's 314. */
    @Test
    void darwinsMaizeGivesFishersCount() {
        double[] maize = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

        assertThat(SignFlip.upperP(maize)).isEqualTo(863 / 32768.0);
    }

    @Test
    void meetingInTheMiddleCountsWhatEveryAssignmentCounts() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 300; i++) {
            long[] hundredths = random.longs(random.nextInt(0, 12), -6, 7).toArray();
            double[] d = Arrays.stream(hundredths).mapToDouble(h -> h / 100.0).toArray();
            int asLarge = 0;
            for (int signs = 0; signs < 1 << d.length; signs++) {
                long sum = 0;
                for (int j = 0; j < d.length; j++) sum += (signs >> j & 1) == 0 ? hundredths[j] : -hundredths[j];
                if (sum >= Arrays.stream(hundredths).sum()) asLarge++;
            }
            assertThat(SignFlip.upperP(d))
                    .as(Arrays.toString(hundredths))
                    .isEqualTo(asLarge / (double) (1 << d.length));
        }
    }

    @Test
    void drawnAssignmentsComeNearTheExactShareAndNeverToZero() {
        SplittableRandom random = new SplittableRandom(8);
        double[] d = random.doubles(SignFlip.EXACT_PAIRS, -0.5, 0.7).toArray();
        double exact = SignFlip.upperP(d);
        double drawn = SignFlip.drawn(d, Arrays.stream(d).sum(), 6);

        // Four standard errors of a share of that many draws.
        assertThat(drawn).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / SignFlip.DRAWS)));
        double[] allWorse = new double[200];
        Arrays.fill(allWorse, 0.25);
        assertThat(SignFlip.upperP(allWorse)).isEqualTo(1.0 / (SignFlip.DRAWS + 1));
        assertThat(SignFlip.upperP(allWorse)).isEqualTo(SignFlip.upperP(allWorse));
        double[] many = new double[SignFlip.MANY + 1];
        Arrays.fill(many, 0.25);
        assertThat(SignFlip.upperP(many)).isEqualTo(1.0 / (SignFlip.DRAWS_OF_MANY + 1));
    }

    @Test
    void zerosSayNothing() {
        assertThat(SignFlip.upperP(new double[] {0, 0, 0.5, 0})).isEqualTo(0.5);
        assertThat(SignFlip.upperP(new double[100])).isEqualTo(1);
    }
}
