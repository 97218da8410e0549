package dev.luffy.maven.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RichTest {

    private final Screen screen = new Screen();
    private final StringWriter terminal = new StringWriter();
    private final Rich console = new Rich(Work.TRAINING, screen, new PrintWriter(terminal), 200, screen::nanoTime);

    @Test
    void everyDrawingWipesTheOneBefore() {
        console.event(new Event.Phase("sampling"));
        console.event(Screen.step(1, 3));

        assertThat(terminal)
                .hasToString(Rich.WIPE + "sampling 0s" + Rich.WIPE
                        + "step 1/3  reward 0.412  entropy 1.500  length 21.5  5,213 tokens/s  left 4s  sampling");
        assertThat(screen.lines).isEmpty();
    }

    @Test
    void timeLeftRunsDownBetweenSteps() {
        console.event(Screen.step(1, 3));
        screen.pass(1);
        console.tick();

        assertThat(terminal.toString()).endsWith("left 3s  starting");
    }

    @Test
    void aTickWithinASecondDrawsNothing() {
        console.event(Screen.step(1, 3));
        String drawn = terminal.toString();
        screen.pass(0.9);
        console.tick();

        assertThat(terminal).hasToString(drawn);
    }

    @Test
    void theLivingLineIsGoneBeforeALogLineAppears() {
        StringBuilder order = new StringBuilder();
        Output log = new Output() {
            @Override
            public void info(String line) {
                order.append(terminal).append("LOG");
            }

            @Override
            public void warn(String line) {}
        };
        Rich mixed = new Rich(Work.TRAINING, log, new PrintWriter(terminal), 200, screen::nanoTime);
        mixed.event(new Event.Phase("sampling"));
        mixed.event(new Event.Validated(1, List.of()));

        assertThat(order).hasToString(Rich.WIPE + "sampling 0s" + Rich.WIPE + "LOG");
    }

    @Test
    void atTheEndNothingOfItRemains() {
        console.event(Screen.step(3, 3));
        console.event(new Event.Finished("model", "0", "metrics.json"));

        assertThat(terminal.toString()).endsWith(Rich.WIPE);
    }

    @Test
    void theLongestLineDoesNotWrapAtEightyColumns() {
        Rich usual = new Rich(
                Work.TRAINING,
                screen,
                new PrintWriter(terminal),
                Terminal.width(null, OptionalInt::empty),
                screen::nanoTime);
        usual.event(new Event.Step(99_999, 100_000, -12.5, 0.25, 11.125, 4096.5, 1_234_567, 3600, true));

        assertThat(terminal.toString().substring(Rich.WIPE.length()))
                .startsWith("step 99999/100000")
                .hasSizeLessThan(80);
    }

    @Test
    void aLineWiderThanTheTerminalIsCut() {
        Rich narrow = new Rich(Work.TRAINING, screen, new PrintWriter(terminal), 20, screen::nanoTime);
        narrow.event(Screen.step(1, 3));

        assertThat(terminal.toString().substring(Rich.WIPE.length())).isEqualTo("step 1/3  reward 0.");
    }
}
