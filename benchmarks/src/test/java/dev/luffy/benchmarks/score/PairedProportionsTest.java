package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedProportionsTest {

    /** Golden: exact binomial tails, scipy {@code binomtest(b, b + c, alternative="greater")}. */
    @ParameterizedTest
    @CsvSource({
        "20, 8, 0.017849069088697433",
        "15, 8, 0.10501980781555176",
        "12, 8, 0.2517223358154297",
        "5, 0, 0.03125",
        "150, 86, 1.8579680697856933e-05",
        "0, 0, 1",
        "0, 5, 1",
    })
    void mcNemarOneSided(int worse, int better, double p) {
        assertThat(new PairedProportions(worse, better, 500).mcNemarP()).isCloseTo(p, within(1e-12));
    }

    /**
     * Published: Fay, exact2x2 (2010), table (21, 9, 2, 12): 0.06543; Agresti, Categorical Data Analysis, approval of the
     * prime minister, 150 against 86: 3.7e-5; both two-sided, which is twice the smaller tail.
     */
    @ParameterizedTest
    @CsvSource({"9, 2, 44, 0.06543, 1e-5", "150, 86, 1600, 3.716e-5, 1e-8"})
    void mcNemarAgreesWithPublishedExamples(int b, int c, int pairs, double twoSided, double tolerance) {
        assertThat(2 * new PairedProportions(b, c, pairs).mcNemarP()).isCloseTo(twoSided, within(tolerance));
    }

    /** Published: Tango 1998, cross-over trial of lens disinfection, 43 agree, 1 against 0, margin 0.1: Z = 1.709. */
    @Test
    void theScoreIsTangos() {
        assertThat(MarginTest.score(1, 0, 44, 0.1)).isCloseTo(-1.709, within(5e-4));
        assertThat(MarginTest.score(20, 8, 500, 0)).isCloseTo(12 / Math.sqrt(28), within(1e-12)); // McNemar's
    }

    @Test
    void theScoreUsesTheLikeliestChancesThatASearchFinds() {
        for (int b = 0; b <= 10; b++) {
            for (int c = 0; b + c <= 10; c++) {
                double margin = 0.15;
                double best = Double.NEGATIVE_INFINITY;
                double likeliest = 0;
                for (double q = 0; q <= (1 - margin) / 2; q += 0.00001) {
                    double likelihood = term(b, q + margin) + term(c, q) + term(12 - b - c, 1 - 2 * q - margin);
                    if (likelihood > best) {
                        best = likelihood;
                        likeliest = q;
                    }
                }
                double expected = (b - c - 12 * margin) / Math.sqrt(12 * (2 * likeliest + margin * (1 - margin)));
                assertThat(MarginTest.score(b, c, 12, margin)).isCloseTo(expected, within(1e-3));
            }
        }
    }

    private static double term(int count, double chance) {
        return count == 0 ? 0 : count * Math.log(chance);
    }

    @Test
    void theMarginTestAddsUpEveryTable() {
        int n = 14;
        double margin = 0.1;
        for (int b = 0; b <= n; b += 2) {
            for (int c = 0; b + c <= n; c += 3) {
                double statistic = MarginTest.score(b, c, n, margin) - 1e-9;
                MarginTest.FlipTails tails =
                        new MarginTest.FlipTails(n, m -> MarginTest.critical(m, n, margin, statistic));
                double flip = 0.4;
                double naive = 0;
                for (int x = 0; x <= n; x++) {
                    for (int y = 0; x + y <= n; y++) {
                        if (MarginTest.score(x, y, n, margin) >= statistic) {
                            naive += trinomial(n, x, y, (flip + margin) / 2, (flip - margin) / 2);
                        }
                    }
                }
                assertThat(tails.chance(flip, (1 + margin / flip) / 2)).isCloseTo(naive, within(1e-10));
                assertThat(new PairedProportions(b, c, n).dropP(margin)).isBetween(0.0, 1.0);
            }
        }
    }

    private static double trinomial(int n, int x, int y, double px, double py) {
        return CombinatoricsUtils.binomialCoefficientDouble(n, x)
                * CombinatoricsUtils.binomialCoefficientDouble(n - x, y)
                * Math.pow(px, x)
                * Math.pow(py, y)
                * Math.pow(1 - px - py, n - x - y);
    }

    /** Every table of 40 problems, not a sample of them: the chance to reject at the margin itself is at most 5 %. */
    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0.05, 0.08", "0.05, 0.15", "0.05, 0.4", "0.05, 0.9", "0.1, 0.1", "0.1, 0.3", "0.1, 0.97"
    })
    void theMarginTestRejectsAtMostFivePercentOnTheEdge(double margin, double flip) {
        int n = 40;
        double rejected = 0;
        for (int m = 0; m <= n; m++) {
            double tables = new BinomialDistribution(null, n, flip).probability(m);
            if (tables < 1e-12) continue;
            // p falls with the newly wrong ones, so one number divides.
            int low = 0;
            int high = m + 1;
            while (low < high) {
                int middle = (low + high) / 2;
                if (new PairedProportions(middle, m - middle, n).dropP(margin) <= 0.05) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            if (low <= m) {
                rejected += tables * PairedProportions.upperTail(m, Math.min(1, (1 + margin / flip) / 2), low);
            }
        }
        assertThat(rejected).isBetween(0.005, 0.05);
    }

    @Test
    void aWiderMarginIsHarderToExceed() {
        PairedProportions flips = new PairedProportions(40, 8, 500);
        double last = flips.dropP(0);
        for (double margin : new double[] {0.01, 0.03, 0.06, 0.1, 1}) {
            assertThat(flips.dropP(margin)).isGreaterThan(last);
            last = flips.dropP(margin);
        }
        assertThat(last).isEqualTo(1);
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedProportions(-1, 0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedProportions(3, 3, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedProportions(0, 0, 0));
    }
}
