package dev.luffy.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {

    @Test
    void eventsSurviveTheirJson() {
        for (Event event : List.of(
                new Event.Notice("the server gives text"),
                new Event.Reached(Stage.SAMPLING),
                new Event.Step(1, 9, 0.5, 0.1, Double.NaN, 12, 100, 1, false),
                new Event.Step(1, 9, 0.5, 0.1, 2.5, 12, 100, 1, true))) {
            assertThat(Json.read(Json.canonical(event), Event.class)).isEqualTo(event);
        }
    }
}
