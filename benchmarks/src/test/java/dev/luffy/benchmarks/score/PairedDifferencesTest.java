package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PairedDifferencesTest {

    /**
     * Golden: numpy mean and std(ddof=1); scipy 1.17.1 {@code permutation_test((d,), np.sum,
     * permutation_type="samples", n_resamples=np.inf)} and {@code ttest_1samp(d, 0)}.
     */
    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(
                        new double[] {.1, .2, -.05, .3, .15}, 0.14, 0.12942179105544785, 4 / 32.0, 0.07285505961025568),
                Arguments.of(
                        new double[] {1, -1, 2, -2, 3, -3, 4},
                        0.5714285714285714,
                        2.63673679998231,
                        86 / 128.0,
                        0.5872172626238709),
                Arguments.of(
                        new double[] {.02, .05, .01, -.01, .04, .03, .06, .02, -.02, .05, .07, .01},
                        0.0275,
                        0.027675062617979584,
                        42 / 4096.0,
                        0.005503371926790327),
                Arguments.of(new double[] {.3, .1, .2}, 0.2, 0.1, 2 / 8.0, 0.0741799002274485));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void meanDeviationAndTestsAreThoseOfScipy(double[] d, double mean, double sd, double signFlip, double t) {
        PairedDifferences differences = new PairedDifferences(d);

        assertThat(differences.pairs()).isEqualTo(d.length);
        assertThat(differences.mean()).isCloseTo(mean, within(1e-15));
        assertThat(differences.sd()).isCloseTo(sd, within(1e-14));
        assertThat(differences.signFlipP()).isEqualTo(signFlip);
        assertThat(differences.tTestP()).isCloseTo(t, within(1e-12));
    }

    @Test
    void theSignFlipTestCountsWhatWholeNumbersCount() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            long[] hundredths = random.longs(random.nextInt(1, 11), -6, 7).toArray();
            double[] d = Arrays.stream(hundredths).mapToDouble(h -> h / 100.0).toArray();

            assertThat(new PairedDifferences(d).signFlipP())
                    .as(Arrays.toString(hundredths))
                    .isEqualTo(naiveSignFlip(hundredths));
        }
    }

    @Test
    void neitherUnitNorOrderNorDirectionChangesATest() {
        double[] d = {.1, .2, -.05, .3, .15};
        double[] reordered = {.3, -.05, .15, .1, .2};
        PairedDifferences differences = new PairedDifferences(d);
        for (double unit : new double[] {-1, 100, 1e-200, -1e-300, 1e300}) {
            PairedDifferences other = new PairedDifferences(
                    Arrays.stream(reordered).map(x -> x * unit).toArray());

            assertThat(other.signFlipP()).isEqualTo(differences.signFlipP());
            assertThat(other.tTestP()).isCloseTo(differences.tTestP(), within(1e-12));
            assertThat(other.mean() / unit).isCloseTo(differences.mean(), within(1e-14));
            assertThat(other.sd() / unit).isCloseTo(Math.signum(unit) * differences.sd(), within(1e-14));
        }
    }

    @Test
    void equalDifferencesAreCertainForTheTTestAndZerosAreChance() {
        assertThat(new PairedDifferences(new double[] {.1, .1, .1}).tTestP()).isZero();
        assertThat(new PairedDifferences(new double[] {-.1, -.1, -.1}).tTestP()).isZero();
        assertThat(new PairedDifferences(new double[] {0, -0.0, 0}).tTestP()).isEqualTo(1);
        assertThat(new PairedDifferences(new double[] {.1, .1 + 1e-9, .1}).tTestP())
                .isBetween(0.0, 1e-14);
    }

    @Test
    void differencesOfOneSignGiveTheSmallestSignFlipP() {
        assertThat(new PairedDifferences(new double[] {.1, .1, .1}).signFlipP()).isEqualTo(2 / 8.0);
        assertThat(new PairedDifferences(new double[] {0, 0, 0}).signFlipP()).isEqualTo(1);
        assertThat(new PairedDifferences(new double[] {.4}).signFlipP()).isEqualTo(1);
    }

    @Test
    void twentyPairsAreEnumeratedAndTwentyOneAreRefused() {
        double[] d = new double[20];
        Arrays.fill(d, .1);
        assertThat(new PairedDifferences(d).signFlipP()).isEqualTo(Math.scalb(1, -19));

        assertThatIllegalStateException()
                .isThrownBy(() -> new PairedDifferences(new double[21]).signFlipP())
                .withMessageContaining("at most 20 pairs")
                .withMessageContaining("21");
        assertThat(new PairedDifferences(new double[21]).tTestP()).isEqualTo(1);
    }

    @Test
    void onePairHasAMeanButNeitherDeviationNorTTest() {
        PairedDifferences one = new PairedDifferences(new double[] {.4});

        assertThat(one.mean()).isEqualTo(.4);
        assertThatIllegalStateException().isThrownBy(one::sd).withMessageContaining("at least 2 pairs");
        assertThatIllegalStateException().isThrownBy(one::tTestP).withMessageContaining("at least 2 pairs");
    }

    @Test
    void noPairAndNumbersThatAreNoneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedDifferences(new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedDifferences(new double[] {1, Double.NaN}))
                .withMessageContaining("pair 1 is NaN");
    }

    @Test
    void theArrayIsCopied() {
        double[] d = {1, 2};
        PairedDifferences differences = new PairedDifferences(d);
        d[0] = 100;

        assertThat(differences.mean()).isEqualTo(1.5);
    }

    /** Every sign assignment by its bits, in whole numbers, where sums are exact. */
    private static double naiveSignFlip(long[] d) {
        long observed = Math.abs(Arrays.stream(d).sum());
        int asFar = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            long sum = 0;
            for (int i = 0; i < d.length; i++) {
                sum += (signs >> i & 1) == 0 ? d[i] : -d[i];
            }
            asFar += Math.abs(sum) >= observed ? 1 : 0;
        }
        return asFar / (double) (1 << d.length);
    }
}
