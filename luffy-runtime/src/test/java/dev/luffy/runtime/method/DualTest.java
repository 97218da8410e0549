package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DualTest {

    @Test
    void aValueOnItsLimitKeepsItsSlopeAndOneBeyondItLosesIt() {
        Dual number = new Dual(2, 3);
        assertThat(number.clamped(2, 5)).isEqualTo(number);
        assertThat(number.clamped(0, 2)).isEqualTo(number);
        assertThat(number.clamped(0, Math.nextDown(2.0))).isEqualTo(Dual.constant(Math.nextDown(2.0)));
        assertThat(number.clamped(Math.nextUp(2.0), 5)).isEqualTo(Dual.constant(Math.nextUp(2.0)));
    }

    @Test
    void theMinimumTakesTheSlopeAlong() {
        assertThat(Dual.min(new Dual(1, 7), new Dual(2, 9))).isEqualTo(new Dual(1, 7));
        assertThat(Dual.min(new Dual(2, 9), new Dual(1, 7))).isEqualTo(new Dual(1, 7));
        assertThat(Dual.min(new Dual(1, 7), new Dual(1, 9))).isEqualTo(new Dual(1, 7));
    }
}
