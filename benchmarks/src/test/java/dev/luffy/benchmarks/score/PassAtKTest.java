package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassAtKTest {

    /** Golden: Python, {@code 1 - Fraction(comb(n - c, k), comb(n, k))}, rounded once at the end. */
    @ParameterizedTest
    @CsvSource({
        "10, 3, 1, 0.3",
        "10, 3, 5, 0.9166666666666666",
        "200, 10, 100, 0.9992289739372822",
        "32, 1, 32, 1.0",
        "5, 5, 2, 1.0",
        "1000000, 1, 1, 1e-06",
        "1000000000000, 1, 2, 2e-12",
        "100000, 30, 1000, 0.2603321343092612",
        "64, 59, 5, 0.999999868844065",
        "64, 60, 5, 1.0",
    })
    void theEstimateIsThatOfExactFractions(long n, long c, int k, double expected) {
        assertThat(PassAtK.estimate(n, c, k)).isCloseTo(expected, Percentage.withPercentage(1e-10));
    }

    @Test
    void theEstimateIsOneLessTheRatioOfBinomials() {
        for (int n = 1; n <= 24; n++) {
            for (int c = 0; c <= n; c++) {
                for (int k = 1; k <= n; k++) {
                    double ratio = new BigDecimal(binomial(n - c, k))
                            .divide(new BigDecimal(binomial(n, k)), MathContext.DECIMAL128)
                            .doubleValue();
                    assertThat(PassAtK.estimate(n, c, k))
                            .as("n %d c %d k %d", n, c, k)
                            .isBetween(0.0, 1.0)
                            .isCloseTo(1 - ratio, within(1e-14));
                }
            }
        }
    }

    @Test
    void noRightResponseIsExactlyZeroAndOneTryIsTheShare() {
        assertThat(PassAtK.estimate(8, 0, 8)).isEqualTo(0.0);
        assertThat(PassAtK.estimate(8, 2, 1)).isCloseTo(0.25, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1, n = 0", "5, -1, 1, c = -1", "5, 6, 1, c = 6", "5, 1, 0, k = 0", "5, 1, 6, k = 6"})
    void numbersOutOfRangeAreNamed(long n, long c, int k, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PassAtK.estimate(n, c, k))
                .withMessageContaining(named);
    }

    private static BigInteger binomial(int n, int k) {
        if (k > n) {
            return BigInteger.ZERO;
        }
        BigInteger result = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return result;
    }
}
