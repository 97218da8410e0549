package dev.luffy.maven.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final Screen screen = new Screen();
    private final Plain console = new Plain(Work.EVALUATION, screen, screen::nanoTime);

    private static Event.Answered answered(long done, double seconds) {
        return new Event.Answered(done, 100, 0.25, 1234, seconds);
    }

    @Test
    void anEvaluationStartsWithWhatIsThere() {
        console.event(new Event.Started("libtorch", 1_234_567, 30, 0, 240, null));
        console.event(new Event.Started("http://localhost serves m", 0, 30, 12, 240, "the key is sent unencrypted"));

        assertThat(screen.lines)
                .containsExactly(
                        "1,234,567 parameters, 30 problems, 240 responses; libtorch",
                        "WARN the key is sent unencrypted",
                        "30 problems, 240 responses of which 12 are there; http://localhost serves m");
    }

    @Test
    void theFirstAndTheLastCountAreAlwaysShown() {
        for (int done = 1; done <= 100; done++) console.event(answered(done, done));

        assertThat(screen.lines)
                .containsExactly(
                        "answered 1/100  truncated 25.0 %  1,234 tokens/s  left 1m39s",
                        "answered 100/100  truncated 25.0 %  1,234 tokens/s  left 0s");
    }

    @Test
    void whatWasThereBeforeSaysNothingAboutTheTimeLeft() {
        console.event(new Event.Started("engine", 0, 30, 80, 100, null));
        console.event(answered(80, 0.1));
        console.event(new Event.Phase("waiting for 4 answers"));
        screen.pass(6);
        console.event(answered(90, 20));

        assertThat(screen.lines.get(1)).isEqualTo("answered 80/100  truncated 25.0 %  1,234 tokens/s");
        assertThat(screen.lines.get(2)).endsWith("left 20s");
    }

    @Test
    void aServerThatDoesNotTellTokensHasNoSpeed() {
        console.event(new Event.Answered(1, 2, 0, 0, 3));

        assertThat(screen.lines).containsExactly("answered 1/2  truncated 0.0 %  left 3s");
    }

    @Test
    void aHeartbeatSaysHowManyAreThere() {
        console.event(answered(5, 1));
        console.event(new Event.Phase("waiting for 4 answers"));
        screen.pass(31);
        console.tick();

        assertThat(screen.lines.get(1)).isEqualTo("still waiting for 4 answers (5/100 responses there), 31s so far");
    }

    @Test
    void anInterruptionSaysWhatTheNextRunDoes() {
        console.interrupted(5);
        console.interrupted(-1);

        assertThat(screen.lines)
                .containsExactly(
                        "WARN interrupted; 5 responses are there, the next run asks for the rest",
                        "WARN interrupted, the next run asks for the rest");
    }

    @Test
    void theLivingLineIsWipedAtTheEnd() {
        StringWriter terminal = new StringWriter();
        Rich rich = new Rich(Work.EVALUATION, screen, new PrintWriter(terminal), 200, screen::nanoTime);
        rich.event(answered(50, 50));
        screen.pass(10);
        rich.tick();
        rich.event(new Event.Evaluated(100));

        assertThat(terminal.toString())
                .contains("answered 50/100  truncated 25.0 %  1,234 tokens/s  left 40s  starting")
                .endsWith(Rich.WIPE);
    }
}
