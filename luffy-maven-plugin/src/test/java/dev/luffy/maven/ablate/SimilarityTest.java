package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "abc, abc, 0", "'', abc, 3", "abc, xyz, 3", "flaw, lawn, 2"})
    void itIsOneLessTheDistanceByTheLongerLength(String one, String other, int distance) {
        double expected = 1 - (double) distance / Math.max(one.length(), other.length());
        assertThat(Similarity.of(one, other)).isEqualTo(expected);
        assertThat(Similarity.of(other, one)).isEqualTo(expected);
    }

    @Test
    void twoEmptyTextsAreEqual() {
        assertThat(Similarity.of("", "")).isEqualTo(1);
    }

    @Test
    void aCharacterBeyondTheFirstPlaneIsOne() {
        assertThat(Similarity.of("a\uD835\uDC65", "a\uD835\uDC66")).isEqualTo(0.5);
    }

    @Test
    void theNearestOfSeveralCounts() {
        assertThat(Similarity.toNearest("abcd", List.of("wxyz", "abcx", "axyz")))
                .isEqualTo(0.75);
    }

    @Test
    void ofLongTextsTheBeginningCounts() {
        String long1 = "a".repeat(Similarity.MOST);
        assertThat(Similarity.of(long1 + "b", long1 + "c".repeat(99))).isEqualTo(1);
        assertThat(Similarity.of("a" + "b".repeat(Similarity.MOST), "a"))
                .isEqualTo(1.0 / Similarity.MOST, within(1e-15));
    }

    @Test
    void itIsThatOfTheTextbookTable() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            String one = text(random);
            String other = text(random);
            int longer = Math.max(one.length(), other.length());
            if (longer == 0) continue;
            assertThat(Similarity.of(one, other)).isEqualTo(1 - (double) distance(one, other) / longer);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) text.append((char) ('a' + random.nextInt(3)));
        return text.toString();
    }

    /** Wagner and Fischer, by the whole table. */
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = table[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
            }
        }
        return table[one.length()][other.length()];
    }
}
