package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProportionTest {

    /** Golden: scipy 1.17.1, {@code binomtest(successes, trials).proportion_ci(confidence, method="wilson")}. */
    @ParameterizedTest
    @CsvSource({
        "0, 30, 0.95, 0.0, 0.11351339317396875",
        "30, 30, 0.95, 0.8864866068260312, 1.0",
        "7, 30, 0.95, 0.11792388144489496, 0.40928326158122164",
        "1, 3, 0.9, 0.07826572633372841, 0.7464661317187758",
        "450, 1000, 0.99, 0.4099386939039589, 0.4907204225863818",
        "1, 1, 0.5, 0.6873152559174167, 1.0",
    })
    void theWilsonIntervalIsThatOfScipy(long successes, long trials, double confidence, double low, double high) {
        Interval interval = new Proportion(successes, trials).wilson(confidence);

        assertThat(interval.low()).isCloseTo(low, within(1e-13));
        assertThat(interval.high()).isCloseTo(high, within(1e-13));
    }

    @Test
    void theIntervalHoldsTheProportionAndMirrorsWithIt() {
        for (long trials = 1; trials <= 40; trials++) {
            for (long successes = 0; successes <= trials; successes++) {
                Proportion proportion = new Proportion(successes, trials);
                Interval interval = proportion.wilson(0.95);
                Interval mirrored = new Proportion(trials - successes, trials).wilson(0.95);

                assertThat(proportion.value()).isBetween(interval.low(), interval.high());
                assertThat(interval.low()).isBetween(0.0, 1.0).isCloseTo(1 - mirrored.high(), within(1e-14));
            }
        }
    }

    @Test
    void moreConfidenceIsWiderAndMoreTrialsAreNarrower() {
        assertThat(width(3, 10, 0.99)).isGreaterThan(width(3, 10, 0.95));
        assertThat(width(300, 1000, 0.95)).isLessThan(width(3, 10, 0.95));
    }

    @Test
    void theValueIsTheShareOfSuccesses() {
        assertThat(new Proportion(1, 4).value()).isEqualTo(0.25);
        assertThat(new Proportion(0, 1).value()).isZero();
        assertThat(new Proportion(Long.MAX_VALUE, Long.MAX_VALUE).value()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "-1, 5", "6, 5", "0, -1"})
    void countsThatCannotBeAreRefused(long successes, long trials) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(successes, trials))
                .withMessageContaining(trials + " trials");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN, 0.99999999999999989})
    void aConfidenceOutsideZeroToOneIsRefused(double confidence) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(1, 2).wilson(confidence));
    }

    @Test
    void anIntervalHasTwoFiniteEndsInOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, Double.POSITIVE_INFINITY));
        assertThat(new Interval(1, 1).low()).isEqualTo(1);
    }

    private static double width(long successes, long trials, double confidence) {
        Interval interval = new Proportion(successes, trials).wilson(confidence);
        return interval.high() - interval.low();
    }
}
