package dev.luffy.runtime.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final List<Event> events = new ArrayList<>();
    private long millis;
    private final Waiting waiting = new Waiting(events::add, () -> millis * 1_000_000);

    @Test
    void whatIsThereSoonIsNotTold() {
        for (millis = 0; millis < 2000; millis += 100) waiting.say("waiting");
        waiting.over();
        assertThat(events).isEmpty();
    }

    @Test
    void aLongWaitIsToldOnceASecondAndItsEndToo() {
        for (millis = 0; millis <= 5000; millis += 100) waiting.say("waiting " + millis);
        waiting.over();
        assertThat(events)
                .containsExactly(
                        new Event.Phase("waiting 2000"),
                        new Event.Phase("waiting 3000"),
                        new Event.Phase("waiting 4000"),
                        new Event.Phase("waiting 5000"),
                        new Event.Phase("training"));
    }
}
