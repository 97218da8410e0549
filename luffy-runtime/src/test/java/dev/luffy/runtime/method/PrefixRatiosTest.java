package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Prefix.Strategy;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrefixRatiosTest {

    private static final DoubleSupplier FORBIDDEN = () -> {
        throw new AssertionError("this strategy draws no number");
    };

    @Test
    void theWholeTraceIsGivenWhateverTheDraw() {
        assertThat(PrefixRatios.ratios(Prefix.FULL, 2, 17, new Random(1)::nextDouble))
                .containsExactly(1, 1);
        assertThat(PrefixRatios.prefixTokens(1, 8191)).isEqualTo(8191);
    }

    @Test
    void randomRatiosMapTheUnitIntervalOntoTheDeclaredOne() {
        Prefix prefix = new Prefix(Strategy.RANDOM, 0.25, 0.75, 1);
        assertThat(PrefixRatios.ratios(prefix, 2, 0, () -> 0)).containsExactly(0.25, 0.25);
        assertThat(PrefixRatios.ratios(prefix, 1, 0, () -> 0.5)).containsExactly(0.5);
    }

    @Test
    void aLinearRatioFallsToTheMinimumAndStaysThere() {
        Prefix prefix = new Prefix(Strategy.LINEAR, 0, 0.8, 100);
        assertThat(PrefixRatios.ratios(prefix, 1, 0, FORBIDDEN)).containsExactly(0.8);
        assertThat(PrefixRatios.ratios(prefix, 1, 50, FORBIDDEN)).containsExactly(0.4);
        assertThat(PrefixRatios.ratios(prefix, 2, 1000, FORBIDDEN)).containsExactly(0, 0);
        assertThat(PrefixRatios.ratios(new Prefix(Strategy.LINEAR, 0.3, 0.8, 100), 1, 99, FORBIDDEN))
                .containsExactly(0.3);
    }

    @Test
    void theUpperBoundFallsOrRisesInTenWindows() {
        double almostOne = Math.nextDown(1.0);
        Prefix falling = new Prefix(Strategy.LINEAR_MAX, 0, 0.8, 1000);
        Prefix rising = new Prefix(Strategy.REVERSE_LINEAR, 0, 0.8, 1000);
        for (int window = 0; window < 10; window++) {
            for (long step : new long[] {100L * window, 100L * window + 99}) {
                assertThat(PrefixRatios.ratios(falling, 1, step, () -> almostOne)[0])
                        .isCloseTo(0.8 * (10 - window) / 10, within(1e-15));
                assertThat(PrefixRatios.ratios(rising, 1, step, () -> almostOne)[0])
                        .isCloseTo(0.8 * (window + 1) / 10, within(1e-15));
            }
        }
        assertThat(PrefixRatios.ratios(falling, 1, 5000, () -> almostOne)[0]).isCloseTo(0.08, within(1e-15));
        assertThat(PrefixRatios.ratios(rising, 1, 5000, () -> almostOne)[0]).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void fixedRatiosAreEvenlySpacedAndASingleRowGetsTheMaximum() {
        Prefix prefix = new Prefix(Strategy.FIXED, 0.2, 0.8, 1);
        assertThat(PrefixRatios.ratios(prefix, 3, 0, FORBIDDEN))
                .containsExactly(new double[] {0.2, 0.5, 0.8}, within(1e-15));
        assertThat(PrefixRatios.ratios(prefix, 1, 0, FORBIDDEN)).containsExactly(0.8);
        assertThat(PrefixRatios.ratios(prefix, 0, 0, FORBIDDEN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void everyRatioLiesInTheDeclaredInterval(Strategy strategy) {
        Prefix prefix = new Prefix(strategy, 0.3, 0.9, 37);
        Random random = new Random(7);
        for (long step = 0; step < 60; step++) {
            for (double ratio : PrefixRatios.ratios(prefix, 4, step, random::nextDouble)) {
                assertThat(ratio).isBetween(0.3, 0.9);
            }
        }
    }

    @Test
    void aPrefixIsCutToWholeTokens() {
        assertThat(PrefixRatios.prefixTokens(0.5, 5)).isEqualTo(2);
        assertThat(PrefixRatios.prefixTokens(0, 5)).isZero();
        assertThat(PrefixRatios.prefixTokens(0.999, 1)).isZero();
    }

    @Test
    void stepsAreCountedFromZero() {
        assertThatThrownBy(() -> PrefixRatios.ratios(Prefix.FULL, 1, -1, FORBIDDEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
