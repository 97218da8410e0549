package dev.luffy.runtime.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.rollout.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {

    private static final int ROOM = 300;

    private static EvaluationRequest request(int samples, int batchRows) {
        return new EvaluationRequest(
                "tiny",
                "m",
                "aa",
                "p",
                "bb",
                samples,
                List.of(0.7, 0.0),
                1,
                0,
                12,
                batchRows,
                42,
                1,
                "f",
                "s",
                "j",
                "o");
    }

    private static Questions questions(int... lengths) {
        return new Questions(
                IntStream.range(0, lengths.length)
                        .mapToObj(
                                i -> Prompt.of(new Problem("p" + i, "?", "1", "", ""), new int[lengths[i]], List.of()))
                        .toList(),
                ROOM);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 64", "3, 8", "8, 8", "9, 8", "17, 8", "64, 16", "5, 64"})
    void everyResponseIsInExactlyOneBatchAndNoBatchExceedsTheRows(int samples, int batchRows) {
        Questions questions =
                questions(IntStream.range(0, 40).map(i -> 1 + 7 * i).toArray());
        List<Sample.Key> expected = new ArrayList<>();
        for (int p = 0; p < 40; p++) {
            for (int i = 0; i < samples; i++) expected.add(new Sample.Key("p" + p, 0.7, i));
            expected.add(new Sample.Key("p" + p, 0, 0));
        }
        List<Batch> batches = Batch.all(request(samples, batchRows), questions);
        assertThat(batches.stream().flatMap(b -> b.keys().stream())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.groups() * batch.rows()).isLessThanOrEqualTo(batchRows);
            assertThat(batch.prompts()).hasSizeBetween(1, batch.groups());
            assertThat(batch.asked()).isBetween(1, batch.rows());
        });
    }

    @Test
    void atMostHalfOfALongWindowIsPaddingAndNoneExceedsTheModelsRoom() {
        for (int length = 1; length <= ROOM; length++) {
            int window = Batch.all(request(1, 1), questions(length)).get(0).window();
            assertThat(window).isBetween(length, Math.min(ROOM, Math.max(16, 2 * length - 1)));
        }
    }

    @Test
    void theShapeThatAPromptIsDecodedInIsTheSameWhateverIsAskedBesides() {
        Batch alone = Batch.all(request(3, 8), questions(20)).get(0);
        List<Batch> among = Batch.all(request(3, 8), questions(20, 17, 200, 32, 5, 31, 33));
        assertThat(among)
                .filteredOn(batch -> batch.window() == 32 && batch.temperature() == 0.7)
                .hasSize(2)
                .allSatisfy(batch -> {
                    assertThat(batch.rows()).isEqualTo(alone.rows());
                    assertThat(batch.groups()).isEqualTo(alone.groups());
                });
    }
}
