package dev.luffy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is stopped or killed while it prepares much data. */
class PreparationProcessTest {

    private static final Event BEGUN = new Event.Phase("preparing the data, 1,000 rows read");

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private final Experiment experiment = Declarations.of(Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 16), 1);

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary);
        List<Problem> many = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) many.add(new Problem("p" + i, i + "+7=", "" + (i + 7), "", ""));
        JsonLines.writeProblems(fixture.problems, many);
    }

    private WorkerProcess start() throws IOException {
        return WorkerProcess.start(fixture.folder, fixture.request(experiment, Request.Resume.AUTO));
    }

    private List<String> prepared() throws IOException {
        try (Stream<Path> files = Files.list(fixture.folder.resolve("prepared"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }

    @Test
    void theEndOfStandardInputEndsThePreparation() throws Exception {
        WorkerProcess worker = start();
        worker.await(BEGUN::equals);
        assertThat(worker.letGo()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(worker.last()).isEqualTo(new Event.Interrupted(0));
        assertThat(prepared()).isEmpty();
    }

    @Test
    void whatAKilledWorkerLeftIsSweptAwayByTheNext() throws Exception {
        WorkerProcess killed = start();
        killed.await(BEGUN::equals);
        killed.kill();
        assertThat(prepared()).singleElement().matches(name -> name.endsWith(".unfinished"));

        WorkerProcess next = start();
        assertThat(next.finish()).isZero();
        assertThat(prepared()).singleElement().matches(name -> name.matches("[0-9a-f]{64}"));
        assertThat(next.first(Event.Started.class).problems()).isEqualTo(60_000);
    }
}
