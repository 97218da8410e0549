package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackedTokensTest {
    @Test
    void equalPromptsAreStoredOnceByLengthAndTheLastTokenOfAResponseNotAtAll() {
        int[][] prompts = {{7, 8}, {9}, {7, 8}, {6, 5}};
        int[][] responses = {{10, 11, 12}, {13, 14}, {15}, {16, 17}};
        PackedTokens tokens = PackedTokens.of(prompts, responses);
        assertThat(tokens.classes()).containsExactly(1, 1, 2, 2); // one prompt of one token, two of two
        // Prompts, then a bucket of each class, shortest response first, padded on the right.
        assertThat(tokens.ids()).containsExactly(9, 7, 8, 6, 5, 13, 16, 0, 10, 11);
        assertThat(tokens.positions()).containsExactly(0, 0, 1, 0, 1, 1, 2, 0, 2, 3);
        assertThat(tokens.buckets()).containsExactly(1, 1, 0, 2, 2, 1);
        assertThat(tokens.owner()).containsExactly(0, 1, 0);
        assertThat(tokens.targets()).containsExactly(10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(tokens.predictors()).containsExactly(2, 8, 9, 0, 5, 2, 4, 6);
        assertThat(tokens.positionsNeeded()).isEqualTo(5);
    }

    @Test
    void aBucketHasAtMostSixteenRowsOfSimilarLength() {
        int[][] prompts = new int[40][];
        Arrays.fill(prompts, new int[] {3});
        int[][] responses = new int[40][];
        Arrays.setAll(responses, row -> new int[1 + (row * 7) % 40]);
        PackedTokens tokens = PackedTokens.of(prompts, responses);
        // Lengths 1 to 40; the row of length 1 is only a target.
        assertThat(tokens.buckets()).containsExactly(16, 16, 0, 16, 32, 0, 7, 39, 0);
    }
}
