package dev.luffy.maven.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.experiment.DataCounts;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlainTest {

    private final Screen screen = new Screen();
    private final Plain console = new Plain(Work.TRAINING, screen, screen::nanoTime);

    @Test
    void theFirstAndTheLastStepAreAlwaysShown() {
        for (int step = 1; step <= 50; step++) console.event(Screen.step(step, 50));

        assertThat(screen.lines).hasSize(2);
        assertThat(screen.lines.get(0))
                .isEqualTo("step 1/50  reward 0.412  entropy 1.500  length 21.5  5,213 tokens/s  left 1m38s");
        assertThat(screen.lines.get(1)).startsWith("step 50/50").endsWith("left 0s");
    }

    @Test
    void aNoticeIsAWarning() {
        console.event(new Event.Notice("the server gives text"));

        assertThat(screen.lines).containsExactly("WARN the server gives text");
    }

    @Test
    void anEntropyThatNobodyComputesIsNotShown() {
        console.event(new Event.Step(1, 9, 0.5, 0.1, Double.NaN, 12, 100, 1, false));

        assertThat(screen.lines).singleElement().asString().startsWith("step 1/9  reward 0.500  length 12.0  100");
    }

    @Test
    void stepsInBetweenAreShownEveryFewSeconds() {
        for (int step = 1; step <= 11; step++) {
            console.event(Screen.step(step, 100));
            screen.pass(1);
        }

        assertThat(screen.lines)
                .extracting(line -> line.split("  ")[0])
                .containsExactly("step 1/100", "step 6/100", "step 11/100");
    }

    @Test
    void whatIsLeftOfTheDataIsToldWithTheReasons() {
        var problems = new DataCounts.Part(45_714, 45_000, new TreeMap<>(Map.of("longPrompts", 714L)));
        var traces = new DataCounts.Part(45_714, 45_000, new TreeMap<>(Map.of(DataCounts.OF_DROPPED_PROBLEMS, 714L)));
        console.event(new Event.Phase("preparing the data, 2,000 rows read"));
        screen.pass(30);
        console.tick();
        console.event(new Event.Prepared(new DataCounts(46_000, problems, traces, 12L)));
        console.event(new Event.Prepared(new DataCounts(9, new DataCounts.Part(9, 9, new TreeMap<>()), null, null)));

        assertThat(screen.lines)
                .containsExactly(
                        "still preparing the data, 2,000 rows read, 30s so far",
                        "data: 45,000 of 45,714 problems kept (dropped: longPrompts 714); 45,000 of 45,714 traces kept"
                                + " (dropped: ofDroppedProblems 714)",
                        "data: 9 of 9 problems kept");
    }

    @Test
    void halfAMinuteOfSilenceIsBrokenWithThePhase() {
        console.event(new Event.Phase("scoring the validation set"));
        screen.pass(29.9);
        console.tick();
        assertThat(screen.lines).isEmpty();

        screen.pass(0.1);
        console.tick();
        console.tick();

        assertThat(screen.lines).containsExactly("still scoring the validation set, 30s so far");
    }

    @Test
    void aHeartbeatNamesTheLastStep() {
        console.event(Screen.step(3, 9));
        console.event(new Event.Phase("sampling"));
        screen.pass(31);
        console.tick();

        assertThat(screen.lines.get(1)).isEqualTo("still sampling (step 3/9 done), 31s so far");
    }

    @Test
    void startValidationAndInterruptionHaveLinesOfTheirOwn() {
        console.event(new Event.Started("PyTorch, 2 threads", 1_234_567, 64, 20, 100, "checkpoint step-30 is damaged"));
        console.event(new Event.Validated(0, List.of(new Level("4", 1, 8, 8, 0), new Level("5", 0, 8, 8, 2))));
        console.event(new Event.Validated(20, List.of(new Level("4", 8, 8, 8, 0))));
        console.interrupted(20);
        console.interrupted(0);

        assertThat(screen.lines)
                .containsExactly(
                        "WARN checkpoint step-30 is damaged",
                        "1,234,567 parameters, 64 problems, 100 steps, resumes after step 20; PyTorch, 2 threads",
                        "validation before training: level 4 12.5 % (1/8), level 5 0.0 % (0/8)",
                        "validation after step 20: level 4 100.0 % (8/8)",
                        "WARN interrupted; the next run resumes after step 20",
                        "WARN interrupted before the first checkpoint; the next run starts over");
    }

    @Test
    void aStepWithoutUpdateSaysSo() {
        console.event(new Event.Step(1, 1, 0, 0, 0, 1, 1, 1, true));

        assertThat(screen.lines.get(0)).endsWith("(no update: every group of equal rewards)");
    }
}
