package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.MemoryExhaustedException;
import dev.luffy.runtime.experiment.Request.Resume;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.experiment.Validation;
import dev.luffy.runtime.rollout.Stop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose memory ends at a chosen moment: they say so where they are asked to stop. */
class ShortMemoryTest {

    private static final String REFUSED = "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't"
            + " allocate memory: you tried to allocate 3221225472 bytes. Error code 12 (Cannot allocate memory)";

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private final Experiment experiment =
            Declarations.with(Declarations.luffy(), new Schedule(6, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 4, 2));

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary.resolve("short"));
    }

    @Test
    void theStepAndWhatItWasAtAreNamedWithWhatToChange() {
        assertThatThrownBy(() -> fixture.run(experiment, Resume.AUTO, refusingAt(3, Stage.SAMPLING)))
                .isInstanceOf(MemoryExhaustedException.class)
                .hasMessageStartingWith(
                        "memory ran out in step 3, while responses were sampled: libtorch asked for 3.0 GiB"
                                + " more of the machine's memory and did not get it\n  To fix, ")
                .hasMessageContaining("1. lower <budget><cacheMebibytes>, which is 1024")
                .hasMessageContaining(
                        "After 1 or 2 the next run goes on after step 2 and ends, on a CPU, with the same bits");
        assertThatThrownBy(() -> fixture.run(experiment, Resume.AUTO, refusingAt(5, Stage.UPDATING)))
                .isInstanceOf(MemoryExhaustedException.class)
                .hasMessageStartingWith("memory ran out in step 5, while gradients were computed: ")
                .hasMessageContaining("1. set <budget><activationCheckpointing> to true")
                .hasMessageContaining("2. lower <budget><microBatchTokens>, which is 512");
    }

    @Test
    void aRunThatGoesOnWithLessMemoryEndsWithTheBytesOfOneThatHadEnough() throws Exception {
        RunFixture whole = new RunFixture(temporary.resolve("whole"));
        whole.run(experiment);

        for (Stage stage : List.of(Stage.SAMPLING, Stage.UPDATING)) {
            RunFixture each = new RunFixture(temporary.resolve(stage.name()));
            assertThatThrownBy(() -> each.run(experiment, Resume.AUTO, refusingAt(each, 4, stage)))
                    .isInstanceOf(MemoryExhaustedException.class);
            assertThat(each.last(Event.Saved.class).step()).isEqualTo(3); // the schedule would have saved after 4
            Experiment frugal = Declarations.with(
                    Declarations.with(experiment, new Rollout(16, 16, 1, 1, 0, 8)), new Budget(512, 1, true, 1, null));
            each.run(frugal);
            assertThat(each.last(Event.Started.class).resumedFrom()).isEqualTo(3);
            for (String file : List.of("model/model.safetensors", "metrics.ndjson")) {
                assertThat(each.output().resolve(file))
                        .hasSameBinaryContentAs(whole.output().resolve(file));
            }
        }
    }

    @Test
    void anotherMicroBatchChangesLastBitsAndIsRefusedAsTheMessageSays() {
        assertThatThrownBy(() -> fixture.run(experiment, Resume.AUTO, refusingAt(3, Stage.UPDATING)))
                .hasMessageContaining("After 2 or 3 or 4 it is another run and its checkpoints are refused");
        assertThatThrownBy(() -> fixture.run(Declarations.with(experiment, new Budget(64, 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("budget.microBatchTokens was 512 and is now 64");
    }

    @Test
    void weightsThatHalfAStepHasChangedAreNotSaved() {
        Experiment several =
                Declarations.with(Declarations.luffy(), new Schedule(6, 4, 4, Schedule.Shape.CONSTANT, 0, 0, 4, 2));
        boolean[] changed = {false};
        Stop afterAnUpdate = () -> {};
        assertThatThrownBy(() -> new Run(fixture.request(several, Resume.AUTO), afterAnUpdate, event -> {
                            fixture.events.add(event);
                            if (!(event instanceof Event.Reached now)) return;
                            boolean steps = count(fixture, Event.Step.class) == 1;
                            if (steps && now.stage() == Stage.STEPPING) changed[0] = true;
                            if (changed[0] && now.stage() == Stage.UPDATING) throw new EngineException(REFUSED);
                        })
                        .execute())
                .isInstanceOf(MemoryExhaustedException.class)
                .hasMessageStartingWith("memory ran out in step 2, while gradients were computed")
                .hasMessageContaining("There is no checkpoint yet: whatever is changed, the next run starts over");
        assertThat(changed[0]).isTrue();
        assertThat(count(fixture, Event.Saved.class)).isZero();
    }

    @Test
    void aShortageWhileTheModelIsMeasuredIsToldAsThat() {
        Experiment validated = Declarations.with(experiment, new Validation(1, 1, 2));
        assertThatThrownBy(() -> fixture.run(validated, Resume.AUTO, () -> {
                    if (at(fixture) == Stage.MEASURING && count(fixture, Event.Step.class) == 2) {
                        throw new EngineException(REFUSED);
                    }
                }))
                .isInstanceOf(MemoryExhaustedException.class)
                .hasMessageStartingWith("memory ran out while the model was validated: ")
                .hasMessageContaining("goes on after step 2");
    }

    @Test
    void aFullHeapNamesTheWorkersOptionsAndNoElement() {
        assertThatThrownBy(() -> fixture.run(experiment, Resume.AUTO, () -> {
                    if (count(fixture, Event.Step.class) == 1) throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(MemoryExhaustedException.class)
                .hasMessageStartingWith("memory ran out in step 2, while responses were sampled: the Java heap is full")
                .hasMessageContaining("-Dluffy.worker.jvmArguments=-Xmx")
                .hasMessageContaining("goes on after step 1")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("<budget>"));
    }

    @Test
    void anotherFailureOfTheEngineStaysWhatItIs() {
        assertThatThrownBy(() -> fixture.run(experiment, Resume.AUTO, () -> {
                    throw new EngineException("The size of tensor a (3) must match the size of tensor b (4)");
                }))
                .isInstanceOf(EngineException.class);
    }

    private Stop refusingAt(long step, Stage stage) {
        return refusingAt(fixture, step, stage);
    }

    private static Stop refusingAt(RunFixture where, long step, Stage stage) {
        return () -> {
            long begun = 1
                    + where.events.stream()
                            .filter(Event.Step.class::isInstance)
                            .map(Event.Step.class::cast)
                            .mapToLong(Event.Step::step)
                            .max()
                            .orElse(resumed(where));
            if (begun == step && at(where) == stage) throw new EngineException(REFUSED);
        };
    }

    private static long resumed(RunFixture where) {
        return where.events.stream()
                .filter(Event.Started.class::isInstance)
                .map(Event.Started.class::cast)
                .mapToLong(Event.Started::resumedFrom)
                .max()
                .orElse(0);
    }

    private static Stage at(RunFixture where) {
        return where.events.stream()
                .filter(Event.Reached.class::isInstance)
                .map(Event.Reached.class::cast)
                .map(Event.Reached::stage)
                .reduce((earlier, later) -> later)
                .orElse(Stage.READING);
    }

    private static long count(RunFixture where, Class<? extends Event> kind) {
        return where.events.stream().filter(kind::isInstance).count();
    }
}
