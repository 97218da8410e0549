package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.runtime.evaluate.EvaluationFixture;
import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Job;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.train.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers that really get less memory than they ask for. */
class ShortMemoryProcessTest {

    private static final int POSITIONS = 1 << 19;

    /** A process of at most 8 GiB of addresses, of which a JVM with libtorch has taken some 4 before it does anything. */
    private static final List<String> FEW_ADDRESSES =
            List.of("/bin/sh", "-c", "ulimit -v 8388608; exec \"$@\"", "luffy");

    @TempDir
    Path temporary;

    /** 28 rows of half a million tokens: 10 GiB of keys and values. */
    private static Experiment greedy() {
        Experiment longer = Declarations.with(
                Declarations.with(Declarations.luffy(), new Context(null, POSITIONS)),
                new Rollout(16, POSITIONS - 16, 1, 1, 0, 64));
        return Declarations.with(longer, new Budget(512, 1, null, 16_384, null));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "ulimit -v limits addresses there")
    void keysAndValuesThatTheSystemRefusesEndTheWorkerWithTheElementsToChange() throws Exception {
        RunFixture fixture = new RunFixture(temporary);
        WorkerProcess worker = WorkerProcess.start(
                temporary, fixture.request(greedy(), Request.Resume.AUTO), FEW_ADDRESSES, List.of("-Xmx512m"));

        assertThat(userError(worker))
                .startsWith("memory ran out in step 1, while responses were sampled: libtorch asked for ")
                .contains(" GiB more of the machine's memory and did not get it", "<cacheMebibytes>, which is 16384");
        assertThat(worker.told()).contains(new Event.Reached(Stage.LOADING), new Event.Reached(Stage.SAMPLING));
        assertThat(worker.log()).content().contains("DefaultCPUAllocator: can't allocate memory");
    }

    @Test
    void aJavaHeapThatIsTooSmallEndsTheWorkerWithTheOptionToSet() throws Exception {
        RunFixture fixture = new RunFixture(temporary);
        WorkerProcess worker = WorkerProcess.start(
                temporary, fixture.request(greedy(), Request.Resume.AUTO), List.of(), List.of("-Xmx40m"));

        assertThat(userError(worker))
                .startsWith("memory ran out in step 1, while responses were sampled: the Java heap is full (")
                .contains("-Dluffy.worker.jvmArguments=-Xmx");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "ulimit -v limits addresses there")
    void anEvaluationThatTheSystemRefusesMemorySaysSoToo() throws Exception {
        EvaluationFixture fixture = new EvaluationFixture(temporary);
        Path config = fixture.model.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"max_position_embeddings\": 512", "\"max_position_embeddings\": " + POSITIONS));
        EvaluationRequest asked = fixture.request(8, 1.0);
        Job greedy = Declarations.with(
                Declarations.with(asked, "maximumTokens", POSITIONS - 256),
                "budget",
                new AnsweringBudget(null, 64, 16_384, 1, null));

        WorkerProcess worker = WorkerProcess.start(temporary, greedy, FEW_ADDRESSES, List.of("-Xmx512m"));

        assertThat(userError(worker))
                .startsWith("memory ran out while problems were answered: libtorch asked for ")
                .contains("1. lower <budget><cacheMebibytes>, which is 16384", "2. lower <batchRows>, which is 64");
    }

    private static String userError(WorkerProcess worker) throws Exception {
        assertThat(worker.finish()).as(() -> worker.log().toString()).isEqualTo(ExitCode.USER_ERROR.code());
        Event.Failed failed = (Event.Failed) worker.last();
        assertThat(failed.kind()).isEqualTo(Event.Kind.USER);
        return failed.message();
    }
}
