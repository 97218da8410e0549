package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Work dealt out to several lanes, against the same work on one. */
class LanesTest {
    private final ModelConfig config = Models.measured().with(new Context(null, 256));
    private final Map<String, FloatTensor> tensors = Models.tensors(config, 3);
    private final int[][] responses = Models.rows(config, 13, 0, 40, 5);
    private final int[][] prompts = repeated(Models.rows(config, 5, 1, 30, 4), responses.length);

    private record Result(float[] logProb, float[] entropy, Map<String, FloatTensor> gradients) {}

    /** Rows of the same prompt beside each other, as training has them. */
    private static int[][] repeated(int[][] prompts, int rows) {
        int[][] repeated = new int[rows][];
        Arrays.setAll(repeated, row -> prompts[row / 3]);
        return repeated;
    }

    private static <T> T onThreads(int threads, Supplier<T> work) {
        Engine.start(threads);
        try {
            return work.get();
        } finally {
            Engine.start(1);
        }
    }

    private Result scored(Precision precision) {
        float[] byLogProb = Models.floats(Models.count(responses), 6);
        float[] byEntropy = Models.floats(Models.count(responses), 7);
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config, new Arithmetic(precision, false));
                Scored scored = decoder.score(weights, prompts, responses, 1, true)) {
            scored.backward(byLogProb, byEntropy);
            return new Result(scored.logProb(), scored.entropy(), Host.of(weights.gradients()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void scoresAndGradientsOfSeveralLanesAreThoseOfOne(int threads) {
        Result one = onThreads(1, () -> scored(Precision.FLOAT32));
        Result several = onThreads(threads, () -> scored(Precision.FLOAT32));
        assertThat(several.logProb).containsExactly(one.logProb, within(2e-5f));
        assertThat(several.entropy).containsExactly(one.entropy, within(2e-5f));
        assertThat(Models.distance(several.gradients, one.gradients)).isLessThan(2e-6);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void twoLanesGiveTheSameBitsEachTime(Precision precision) {
        Result first = onThreads(2, () -> scored(precision));
        for (int i = 0; i < 5; i++) {
            Result again = onThreads(2, () -> scored(precision));
            assertThat(again.logProb).isEqualTo(first.logProb);
            assertThat(again.gradients).isEqualTo(first.gradients);
        }
    }

    /** A second backward pass adds to the gradients of the first, whichever lane they came from. */
    @Test
    void gradientsOfMicroBatchesAddUp() {
        float[] byLogProb = Models.floats(Models.count(responses), 6);
        float[] none = new float[byLogProb.length];
        int half = 6;
        int targets = Models.count(Arrays.copyOf(responses, half));
        Map<String, FloatTensor> added = onThreads(2, () -> {
            try (Weights weights = Weights.of(config, tensors, true);
                    Decoder decoder = new Decoder(config)) {
                for (int part = 0; part < 2; part++) {
                    int from = part == 0 ? 0 : half;
                    int to = part == 0 ? half : responses.length;
                    float[] by = Arrays.copyOfRange(
                            byLogProb, part == 0 ? 0 : targets, part == 0 ? targets : byLogProb.length);
                    try (Scored scored = decoder.score(
                            weights,
                            Arrays.copyOfRange(prompts, from, to),
                            Arrays.copyOfRange(responses, from, to),
                            1,
                            true)) {
                        scored.backward(by, new float[by.length]);
                    }
                }
                return Host.of(weights.gradients());
            }
        });
        Map<String, FloatTensor> whole = onThreads(2, () -> {
            try (Weights weights = Weights.of(config, tensors, true);
                    Decoder decoder = new Decoder(config);
                    Scored scored = decoder.score(weights, prompts, responses, 1, true)) {
                scored.backward(byLogProb, none);
                return Host.of(weights.gradients());
            }
        });
        assertThat(Models.distance(added, whole)).isLessThan(2e-6);
    }

    private List<Completion> sampled(Precision precision, int slots) {
        int[][] asked = Models.rows(config, 7, 1, 40, 8);
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, new Arithmetic(precision, false), 0)) {
            return Sampled.by(decoder, weights, Sampled.request(asked, 4, slots, 60, Models.uniforms(28, 60, 7)));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void severalLanesSampleTheSameBitsAsOne(Precision precision) {
        List<Completion> one = onThreads(1, () -> sampled(precision, 28));
        for (int threads : new int[] {2, 5}) {
            for (int slots : new int[] {3, 28}) {
                List<Completion> several = onThreads(threads, () -> sampled(precision, slots));
                for (int row = 0; row < one.size(); row++) {
                    assertThat(several.get(row).tokens()).isEqualTo(one.get(row).tokens());
                    assertThat(several.get(row).logProb())
                            .isEqualTo(one.get(row).logProb());
                    assertThat(several.get(row).entropy())
                            .isEqualTo(one.get(row).entropy());
                }
            }
        }
    }

    @Test
    void aLargeModelIsNotCutByRows() {
        ModelConfig large =
                new ModelConfig(50_000, 1024, 4096, 8, 16, 8, 64, 1e-6, 10000, true, 64, List.of(Models.END), 0, 0.02);
        assertThat(large.parameterCount()).isGreaterThan(Budget.SMALL_MODEL);
        Lanes lanes = new Lanes(4);
        try {
            assertThat(lanes.of(large, 100)).isEqualTo(1);
            assertThat(lanes.of(config, 100)).isEqualTo(4);
            assertThat(lanes.of(config, 3)).isEqualTo(3);
            assertThat(lanes.of(config, 0)).isEqualTo(1);
        } finally {
            lanes.close();
        }
    }

    /** Otherwise the caller would close tensors that another lane still works on. */
    @Test
    void aFailureIsThrownWhenAllLanesHaveEnded() {
        Lanes lanes = new Lanes(2);
        CountDownLatch failing = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        try {
            List<Runnable> shares = List.of(
                    () -> {
                        failing.countDown();
                        throw new InvalidInputException("first");
                    },
                    () -> {
                        try {
                            failing.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        done.add("second");
                        throw new InvalidInputException("second");
                    });
            assertThatThrownBy(() -> lanes.run(shares))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("first");
            assertThat(done).containsExactly("second");
        } finally {
            lanes.close();
        }
    }

    @Test
    void sharesRunBesideEachOther() {
        Lanes lanes = new Lanes(3);
        CountDownLatch here = new CountDownLatch(3);
        try {
            lanes.run(IntStream.range(0, 3)
                    .mapToObj(i -> (Runnable) () -> {
                        here.countDown();
                        try {
                            here.await(); // for ever, if they ran one after the other
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList());
        } finally {
            lanes.close();
        }
        assertThat(here.getCount()).isZero();
    }
}
