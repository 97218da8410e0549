package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.luffy.runtime.experiment.MemoryShortage;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Asks libtorch for more than an address has bits for, which every machine refuses; also to see that its texts are as we read them. */
class RefusedMemoryTest {

    private static final ModelConfig MANY_HEADS =
            new ModelConfig(23, 2, 4, 1, 1 << 14, 1 << 14, 16, 1e-6, 10000, true, 1 << 16, List.of(2), 0, 0.02);

    @Test
    void keysAndValuesOfHundredsOfTebibytesAreAShortageOfMemoryAndLeaveNoTensorBehind() {
        int response = MANY_HEADS.maxPositions() - 64;
        int rows = 4096;
        int[] owner = new int[rows];
        Generation request = new Generation(
                new int[][] {{6, 7, 8}},
                owner,
                8,
                rows,
                Long.MAX_VALUE / 4,
                response,
                1,
                1,
                0,
                (row, position) -> 0.5,
                new int[0][]);
        Map<String, FloatTensor> tensors = Models.tensors(MANY_HEADS, 1);
        try (Decoder decoder = new Decoder(MANY_HEADS);
                SamplingWeights weights = decoder.samplingWeights(tensors)) {
            Throwable refusal = catchThrowable(() -> decoder.generate(weights, request, () -> {}, done -> {}));
            assertThat(refusal).isInstanceOf(ai.djl.engine.EngineException.class);
            assertThat(MemoryShortage.in(refusal)).hasValueSatisfying(shortage -> {
                assertThat(shortage.heap()).isFalse();
                assertThat(shortage.sentence())
                        .matches("libtorch asked for \\d{3}\\.\\d TiB more of the machine's memory and did not get it");
            });
        }
    }

    @Test
    void aModelOfHundredsOfTebibytesIsAShortageOfMemory() {
        ModelConfig huge =
                new ModelConfig(Integer.MAX_VALUE, 1 << 16, 4, 1, 1, 1, 2, 1e-6, 10000, true, 64, List.of(2), 0, 0.02);
        Map<String, TensorSource> unread = new LinkedHashMap<>();
        Weights.shapes(huge).forEach((name, shape) -> unread.put(name, new Unread(shape)));

        assertThat(MemoryShortage.in(catchThrowable(() -> Weights.of(huge, unread, false))))
                .contains(new MemoryShortage(
                        false, "libtorch asked for 512.0 TiB more of the machine's memory and did not get it"));
    }

    /** A tensor that nobody gets to read. */
    private record Unread(long[] shape) implements TensorSource {

        @Override
        public long size() {
            return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }

        @Override
        public void read(long from, float[] to, int count) {
            throw new AssertionError("there is no room for it");
        }
    }
}
