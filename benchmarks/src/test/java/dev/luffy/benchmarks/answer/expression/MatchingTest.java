package dev.luffy.benchmarks.answer.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingTest {

    @Test
    void itFindsAPairingExactlyWhereSomePermutationIsOne() {
        Random random = new Random(5);
        int found = 0;
        for (int round = 0; round < 3_000; round++) {
            int size = random.nextInt(6);
            boolean[][] edges = new boolean[size][size];
            for (boolean[] row : edges) for (int j = 0; j < size; j++) row[j] = random.nextInt(10) < 4;
            boolean expected = permutes(edges, 0, 0);
            if (expected) found++;
            int unmatched = Matching.unmatched(size, (i, j) -> edges[i][j], new Cost(1_000_000));
            assertThat(unmatched < 0).isEqualTo(expected);
        }
        assertThat(found).isBetween(500, 2_500);
    }

    /** The naive twin: every permutation. */
    private static boolean permutes(boolean[][] edges, int left, int used) {
        if (left == edges.length) return true;
        for (int j = 0; j < edges.length; j++) {
            if (edges[left][j] && (used >> j & 1) == 0 && permutes(edges, left + 1, used | 1 << j)) return true;
        }
        return false;
    }

    @Test
    void aPairTooCostlyToCompareOnlyMattersIfItDecides() {
        Matching.Edge costlyOnTheDiagonal = (i, j) -> {
            if (i == j) throw Cost.TooCostly.HERE;
            return true;
        };
        assertThat(Matching.unmatched(2, costlyOnTheDiagonal, new Cost(1_000))).isNegative();
        Matching.Edge costlyOrDifferent = (i, j) -> {
            if (i == j) throw Cost.TooCostly.HERE;
            return false;
        };
        assertThatThrownBy(() -> Matching.unmatched(2, costlyOrDifferent, new Cost(1_000)))
                .isSameAs(Cost.TooCostly.HERE);
        Matching.Edge hopeless = (i, j) -> {
            if (j == 0) throw Cost.TooCostly.HERE;
            return false;
        };
        assertThat(Matching.unmatched(2, hopeless, new Cost(1_000))).isNotNegative();
    }
}
