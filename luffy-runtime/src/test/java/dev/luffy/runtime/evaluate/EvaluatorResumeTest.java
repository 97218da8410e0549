package dev.luffy.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stop, a kill or a gap leaves in the journal, and what the next run makes of it. */
class EvaluatorResumeTest {

    @TempDir
    Path temporary;

    private EvaluationFixture fixture;
    private EvaluationRequest request;
    private static byte[] whole;

    @BeforeAll
    static void evaluateWithoutInterruption(@TempDir Path folder) throws Exception {
        EvaluationFixture uninterrupted = new EvaluationFixture(folder);
        uninterrupted.run(uninterrupted.request(3, 0.0, 0.6, 1.5));
        whole = Files.readAllBytes(uninterrupted.journal());
    }

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new EvaluationFixture(temporary.resolve("stopped"));
        request = fixture.request(3, 0.0, 0.6, 1.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12})
    void anEvaluationStoppedAnywhereGoesOnToTheSameResponses(int checks) throws Exception {
        assertThatThrownBy(() -> fixture.run(request, stopAtCheck(checks))).isInstanceOf(StopRequested.class);
        long there = fixture.last(Event.Interrupted.class).step();
        assertThat(fixture.lines()).hasSize((int) there);
        fixture.run(request);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(there);
        assertThat(fixture.lines()).isEqualTo(wholeLines());
    }

    /** Responses come in the order in which they end, which depends on what is missing. */
    private static List<String> wholeLines() {
        return new String(whole, StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .sorted()
                .toList();
    }

    /** The shares fall on torn lines. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 0.77, 0.999})
    void aJournalCutOffAtAnyByteGoesOnToTheSameResponses(double share) throws Exception {
        Files.write(fixture.journal(), Arrays.copyOf(whole, (int) (share * whole.length)));
        fixture.run(request);
        assertThat(fixture.lines()).isEqualTo(wholeLines());
    }

    @Test
    void aGapInTheMiddleIsFilledWithTheSameResponses() throws Exception {
        List<String> lines = new ArrayList<>(
                new String(whole, StandardCharsets.UTF_8).lines().toList());
        for (int removed : new int[] {70, 41, 40, 12, 5}) lines.remove(removed);
        Files.writeString(fixture.journal(), String.join("\n", lines) + "\n");
        fixture.run(request);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(72);
        assertThat(fixture.all(Event.Answered.class))
                .extracting(Event.Answered::done)
                .endsWith(77L);
        assertThat(fixture.lines()).isEqualTo(wholeLines());
    }

    @Test
    void aFullJournalIsNotTouchedAndNothingIsDecoded() throws Exception {
        Files.write(fixture.journal(), whole);
        fixture.run(request, stopAtCheck(1));
        assertThat(fixture.all(Event.Answered.class)).isEmpty();
        assertThat(fixture.last(Event.Evaluated.class).responses()).isEqualTo(77);
        assertThat(fixture.journal()).hasBinaryContent(whole);
    }

    @Test
    void aJournalOfAnotherFingerprintIsLeftAlone() throws Exception {
        fixture.run(request);
        assertThatThrownBy(() -> fixture.run(Declarations.with(request, "fingerprint", "f2")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("fingerprint is f1, not f2");
        assertThat(fixture.lines()).isEqualTo(wholeLines());
    }

    /** Others are decoded beside them then, and yet the answered ones are as good as new. */
    @Test
    void removedAndChangedProblemsAskForNothingButTheChanged() throws Exception {
        fixture.run(request);
        TreeMap<String, Sample> before = fixture.samples(request);
        List<Problem> some = new ArrayList<>(JsonLines.readProblems(fixture.problems));
        some.remove(4);
        Problem last = some.remove(some.size() - 1);
        some.add(new Problem(last.id(), "2+2=", "4", "", ""));
        JsonLines.writeProblems(fixture.problems, some);
        EvaluationRequest mended = fixture.request(3, 0.0, 0.6, 1.5);
        fixture.run(mended);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(9 * 7);
        EvaluationFixture fresh = new EvaluationFixture(temporary.resolve("fresh"));
        JsonLines.writeProblems(fresh.problems, some);
        EvaluationRequest anew = fresh.request(3, 0.0, 0.6, 1.5);
        fresh.run(anew);
        assertThat(fixture.samples(mended)).hasSize(10 * 7).isEqualTo(fresh.samples(anew));
        before.keySet().removeIf(name -> name.startsWith("p4 ") || name.startsWith("p10 "));
        assertThat(fixture.samples(mended)).containsAllEntriesOf(before);
    }

    @Test
    void otherSamplingAsksForSampledResponsesOnly() throws Exception {
        fixture.run(request);
        fixture.run(Declarations.with(Declarations.with(request, "seed", 43), "sampling", "seed 43"));
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(11);
        fixture.run(request, stopAtCheck(1));
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(77);
    }

    private static Stop stopAtCheck(int number) {
        int[] seen = {0};
        return () -> {
            if (++seen[0] >= number) throw new StopRequested();
        };
    }
}
