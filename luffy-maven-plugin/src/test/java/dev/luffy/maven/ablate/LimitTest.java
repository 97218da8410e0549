package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitTest {

    @Test
    void minutesAreCountedFromTheStart() {
        AtomicLong clock = new AtomicLong(-5); // nanoTime may be negative
        Limit limit = new Limit(null, 2, clock::get);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(119));
        assertThat(limit.reached()).isFalse();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(limit.reached()).isTrue();
        assertThat(limit.reachedProperty()).isEqualTo("luffy.ablate.maximumMinutes");
    }

    @Test
    void runsAreCountedAndTheLimitThatIsReachedIsNamed() {
        Limit limit = new Limit(1, 2, () -> 0);
        assertThat(limit.reachedProperty()).isNull();
        limit.count();
        assertThat(limit.reachedProperty()).isEqualTo("luffy.ablate.maximumRuns");
    }

    @Test
    void noLimitIsNeverReached() {
        Limit limit = new Limit(null, null, () -> 0);
        limit.count();

        assertThat(limit.reached()).isFalse();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new Limit(0, null, () -> 0))
                .hasMessage("luffy.ablate.maximumRuns is 0, but must be at least 1");
    }
}
