package dev.luffy.maven.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Event;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 0s",
        "0.4, 0s",
        "59.4, 59s",
        "59.6, 1m00s",
        "185, 3m05s",
        "3599.4, 59m59s",
        "3600, 1h00m",
        "14460, 4h01m"
    })
    void durationsReadAsPeopleSayThem(double seconds, String said) {
        assertThat(Line.duration(seconds)).isEqualTo(said);
    }

    @Test
    void aMethodThatSamplesNothingShowsItsLoss() {
        assertThat(Line.step(new Event.Step(3, 11, 0, 0.25, 0, 0, 1234, 2, false), 8))
                .isEqualTo("step 3/11  loss 0.2500  1,234 tokens/s  left 8s");
        assertThat(Line.step(new Event.Step(3, 11, 0.5, 0.25, 0.1, 7, 1234, 2, false), 8))
                .isEqualTo("step 3/11  reward 0.500  entropy 0.100  length 7.0  1,234 tokens/s  left 8s");
    }

    @Test
    void theFirstStepIsForgottenWithTheSecond() {
        TimeLeft left = new TimeLeft();
        left.after(new Event.Step(1, 11, 0, 0, 0, 0, 0, 60, false));
        assertThat(left.after(new Event.Step(2, 11, 0, 0, 0, 0, 0, 2, false))).isEqualTo(18);
    }

    @Test
    void timeLeftFollowsTheLatestSteps() {
        TimeLeft left = new TimeLeft();
        left.after(new Event.Step(1, 100, 0, 0, 0, 0, 0, 2, false));
        left.after(new Event.Step(2, 100, 0, 0, 0, 0, 0, 2, false));
        // 0.9 · 2 + 0.1 · 8 = 2.6 seconds for each of the 97 steps left
        assertThat(left.after(new Event.Step(3, 100, 0, 0, 0, 0, 0, 8, false))).isEqualTo(97 * 2.6, within(1e-9));
    }

    @Test
    void theWidthIsWhatTheUserExportedElseWhatTheTerminalSaysElseOneThatFits() {
        assertThat(Terminal.width("132", () -> OptionalInt.of(90))).isEqualTo(132);
        assertThat(Terminal.width(null, () -> OptionalInt.of(90))).isEqualTo(90);
        assertThat(Terminal.width("wide", OptionalInt::empty)).isEqualTo(79);
        assertThat(Terminal.width(null, OptionalInt::empty)).isEqualTo(79);
    }
}
