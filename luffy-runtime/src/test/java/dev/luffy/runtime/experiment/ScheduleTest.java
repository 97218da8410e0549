package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void aConstantRateIsConstantAfterItsWarmUp() {
        Schedule schedule = new Schedule(100, 1, 1, Schedule.Shape.CONSTANT, 10, 0, 1, 1);
        assertThat(schedule.learningRateFactor(1)).isEqualTo(0.1);
        assertThat(schedule.learningRateFactor(10)).isEqualTo(1);
        assertThat(schedule.learningRateFactor(100)).isEqualTo(1);
    }

    @Test
    void aCosineFallsFromThePeakToItsMinimum() {
        Schedule schedule = new Schedule(110, 1, 1, Schedule.Shape.COSINE, 10, 0.1, 1, 1);
        assertThat(schedule.learningRateFactor(10)).isEqualTo(1);
        assertThat(schedule.learningRateFactor(60)).isCloseTo(0.55, within(1e-12));
        assertThat(schedule.learningRateFactor(110)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void noStepsAreRefusedByName() {
        assertThatThrownBy(() -> new Schedule(0, 1, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 1))
                .hasMessage("<steps> is 0, but must be at least 1");
    }
}
