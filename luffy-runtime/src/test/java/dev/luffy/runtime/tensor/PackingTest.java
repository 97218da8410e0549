package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackingTest {
    @Test
    void equalPromptsAreStoredOnceAndTheLastTokenOfAResponseNotAtAll() {
        int[][] prompts = {{7, 8}, {9}, {7, 8}};
        int[][] responses = {{10, 11, 12}, {13, 14}, {15}};
        Packing packing = Packing.of(prompts, responses);
        assertThat(packing.lengths()).containsExactly(2, 1);
        // Prompts first; then one bucket, shortest response first, padded to two steps.
        assertThat(packing.ids()).containsExactly(7, 8, 9, 0, 13, 0, 10, 11);
        assertThat(packing.positions()).containsExactly(0, 1, 0, 0, 1, 0, 2, 3);
        assertThat(packing.buckets()).containsExactly(2, 2);
        assertThat(packing.owner()).containsExactly(1, 0);
        assertThat(packing.targets()).containsExactly(10, 11, 12, 13, 14, 15);
        assertThat(packing.predictors()).containsExactly(1, 6, 7, 2, 4, 1);
        assertThat(packing.positionsNeeded()).isEqualTo(5);
    }
}
