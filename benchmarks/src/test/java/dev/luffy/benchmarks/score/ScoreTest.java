package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers come from scipy (binomtest with method wilson, ttest_rel, permutation_test) and from exact binomial coefficients. */
final class ScoreTest {
    private static final double[] GUIDED = {.93, .91, .97, .88, .95, .99};
    private static final double[] ALONE = {.02, .0, .01, .04, .03, .0};
    private static final double[] D = {1.1, 0.2, 0.5, -0.3, 0.9, 0.4, -0.1};

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0, 0.27753279986288926",
        "10, 10, 0.7224672001371109, 1.0",
        "3, 8, 0.13684428582359737, 0.6942576053973728",
        "50, 512, 0.07486099734097083, 0.12644399093603637",
        "1, 243, 0.0007268082376862776, 0.022938012285584758"
    })
    void wilsonIntervalsAreThoseOfScipy(long successes, long trials, double low, double high) {
        Proportion.Interval interval = new Proportion(successes, trials).wilson95();
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void everyIntervalHoldsItsProportionAndStaysInTheUnitInterval() {
        for (int n = 1; n <= 60; n++) {
            for (int s = 0; s <= n; s++) {
                Proportion p = new Proportion(s, n);
                Proportion.Interval i = p.wilson95();
                assertThat(i.low()).isBetween(0.0, p.value());
                assertThat(i.high()).isBetween(p.value(), 1.0);
            }
        }
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new Proportion(0, 0)).hasMessageContaining("0 of 0");
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("3 of 2");
        assertThatThrownBy(() -> new Proportion(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 4, 1.0",
        "4, 0, 4, 0.0",
        "4, 1, 1, 0.25",
        "8, 2, 4, 0.7857142857142857",
        "16, 3, 8, 0.9",
        "100, 7, 10, 0.5332595856827855"
    })
    void passAtKIsTheShareOfSubsetsWithARightSample(int n, int c, int k, double expected) {
        assertThat(PassAtK.of(n, c, k)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void passAtKEqualsCountingAllSubsets() {
        for (int n = 1; n <= 9; n++) {
            for (int c = 0; c <= n; c++) {
                for (int k = 1; k <= n; k++) {
                    int subsets = 0;
                    int withRight = 0;
                    for (int set = 0; set < 1 << n; set++) {
                        if (Integer.bitCount(set) == k) {
                            subsets++;
                            withRight += (set & ((1 << c) - 1)) != 0 ? 1 : 0;
                        }
                    }
                    assertThat(PassAtK.of(n, c, k)).isCloseTo((double) withRight / subsets, within(1e-12));
                }
            }
        }
    }

    @Test
    void passAtKStaysFiniteForManySamples() {
        assertThat(PassAtK.of(1_000_000, 10, 1000)).isCloseTo(1 - Math.pow(0.999, 10), within(1e-4));
    }

    @Test
    void passAtKRefusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> PassAtK.of(4, 5, 1)).hasMessageContaining("c=5");
        assertThatThrownBy(() -> PassAtK.of(4, 1, 5)).hasMessageContaining("k=5");
        assertThatThrownBy(() -> PassAtK.of(4, 1, 0)).hasMessageContaining("k=0");
        assertThatThrownBy(() -> PassAtK.of(0, 0, 1)).hasMessageContaining("n=0");
    }

    @Test
    void spreadUsesTheSampleDeviation() {
        Spread spread = Spread.of(GUIDED);
        assertThat(spread.count()).isEqualTo(6);
        assertThat(spread.mean()).isCloseTo(0.9383333333333334, within(1e-12));
        assertThat(spread.standardDeviation()).isCloseTo(0.040207793606049376, within(1e-12));
        assertThat(Spread.of(3).standardDeviation()).isNaN();
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spread.of(1, Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void pairedTestsAreThoseOfScipy() {
        Paired strong = new Paired(GUIDED, ALONE);
        assertThat(strong.tTestP()).isCloseTo(1.1273049286234782e-07, within(1e-15));
        assertThat(strong.signFlipP()).isEqualTo(0.03125);
        Paired weak = new Paired(D, new double[7]);
        assertThat(weak.tTestP()).isCloseTo(0.089671159049093, within(1e-12));
        assertThat(weak.signFlipP()).isEqualTo(0.109375);
    }

    @Test
    void theSignFlipTestIsTwoSidedAndSymmetric() {
        assertThat(new Paired(ALONE, GUIDED).signFlipP()).isEqualTo(new Paired(GUIDED, ALONE).signFlipP());
        assertThat(new Paired(new double[] {1}, new double[] {0}).signFlipP()).isEqualTo(1.0);
        assertThat(new Paired(ALONE, ALONE).signFlipP()).isEqualTo(1.0);
    }

    @Test
    void roundingDoesNotBreakTies() {
        // Differences 0.1, 0.2, -0.3: in exact arithmetic the sum is 0, so every pattern is at least as extreme.
        assertThat(new Paired(new double[] {0.1, 0.2, 0}, new double[] {0, 0, 0.3}).signFlipP())
                .isEqualTo(1.0);
    }

    @Test
    void underTheNullTheSignFlipPIsRarelySmall() {
        SplittableRandom random = new SplittableRandom(3);
        int small = 0;
        for (int trial = 0; trial < 2000; trial++) {
            double[] a = random.doubles(8).toArray();
            double[] b = random.doubles(8).toArray();
            small += new Paired(a, b).signFlipP() <= 0.05 ? 1 : 0;
        }
        // 0.05·256 = 12.8, so p <= 12/256 = 4.7 %; the standard error over 2000 trials is 0.5 %.
        assertThat(small / 2000.0).isBetween(0.03, 0.065);
    }

    @Test
    void pairsThatCannotBeTestedAreRefusedOrUndefined() {
        assertThatThrownBy(() -> new Paired(new double[2], new double[3])).hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> new Paired(new double[0], new double[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Paired(new double[] {Double.NaN}, new double[1]))
                .hasMessageContaining("Pair 0");
        assertThatThrownBy(() -> new Paired(new double[21], new double[21]).signFlipP())
                .hasMessageContaining("21");
        assertThat(new Paired(new double[20], new double[20]).signFlipP()).isEqualTo(1.0);
        assertThat(new Paired(new double[1], new double[1]).tTestP()).isNaN();
        assertThat(new Paired(new double[2], new double[2]).tTestP()).isNaN();
        assertThat(new Paired(new double[] {1, 1}, new double[2]).tTestP()).isZero();
    }
}
