package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {

    @Test
    void everyRowIsInExactlyOnePassAndNoPassExceedsTheBudget() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            int[] lengths = random.ints(1 + random.nextInt(40), 1, 60).toArray();
            int budget = 1 + random.nextInt(300);
            List<int[]> passes = MicroBatches.split(lengths, budget);
            int[] all = passes.stream().flatMapToInt(Arrays::stream).sorted().toArray();
            assertThat(all)
                    .isEqualTo(
                            java.util.stream.IntStream.range(0, lengths.length).toArray());
            for (int[] pass : passes) {
                int padded = pass.length
                        * Arrays.stream(pass).map(row -> lengths[row]).max().orElseThrow();
                assertThat(padded <= budget || pass.length == 1).isTrue();
            }
        }
    }

    @Test
    void noRowsMakeNoPass() {
        assertThat(MicroBatches.split(new int[0], 100)).isEmpty();
    }
}
