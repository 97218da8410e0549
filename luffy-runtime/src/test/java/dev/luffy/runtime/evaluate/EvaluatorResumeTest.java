package dev.luffy.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void anEvaluationStoppedAnywhereGoesOnToTheSameBytes(int checks) throws Exception {
        assertThatThrownBy(() -> fixture.run(request, stopAtCheck(checks))).isInstanceOf(StopRequested.class);
        long there = fixture.last(Event.Interrupted.class).step();
        assertThat(fixture.lines()).hasSize((int) there);
        fixture.run(request);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(there);
        assertThat(fixture.journal()).hasBinaryContent(whole);
    }

    /** The shares fall on torn lines, and inside batches. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 0.77, 0.999})
    void aJournalCutOffAtAnyByteGoesOnToTheSameBytes(double share) throws Exception {
        Files.write(fixture.journal(), Arrays.copyOf(whole, (int) (share * whole.length)));
        fixture.run(request);
        assertThat(fixture.journal()).hasBinaryContent(whole);
    }

    @Test
    void aGapInTheMiddleIsFilledWithTheSameResponses() throws Exception {
        List<String> lines = new ArrayList<>(
                new String(whole, StandardCharsets.UTF_8).lines().toList());
        List<String> all = lines.stream().skip(1).sorted().toList();
        for (int removed : new int[] {70, 41, 40, 12, 5}) lines.remove(removed);
        Files.writeString(fixture.journal(), String.join("\n", lines) + "\n");
        fixture.run(request);
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isEqualTo(72);
        assertThat(fixture.all(Event.Answered.class))
                .extracting(Event.Answered::done)
                .endsWith(77L);
        assertThat(fixture.lines()).isEqualTo(all);
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
    void aJournalOfAnotherFingerprintIsNoneOfItsResponses() throws Exception {
        fixture.run(request);
        fixture.run(Declarations.with(request, "fingerprint", "f2"));
        assertThat(fixture.last(Event.Started.class).resumedFrom()).isZero();
    }

    private static Stop stopAtCheck(int number) {
        int[] seen = {0};
        return () -> {
            if (++seen[0] >= number) throw new StopRequested();
        };
    }
}
