package dev.luffy.runtime.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhiteningTest {

    @Test
    void allTokensTogetherHaveMeanZeroAndVarianceOne() {
        Random random = new Random(5);
        List<double[]> rows = IntStream.range(0, 6)
                .mapToObj(i -> random.doubles(i + 1, -3, 8).toArray())
                .toList();
        double[] tokens = rows.stream().flatMapToDouble(Arrays::stream).toArray();
        double mean = Arrays.stream(tokens).average().orElseThrow();
        double variance =
                Arrays.stream(tokens).map(x -> (x - mean) * (x - mean)).sum() / tokens.length; // n, not n − 1
        double[][] result = Whitening.of(rows);
        for (int i = 0; i < rows.size(); i++) {
            for (int t = 0; t < rows.get(i).length; t++) {
                assertThat(result[i][t]).isCloseTo((rows.get(i)[t] - mean) / Math.sqrt(variance), within(1e-13));
            }
        }
    }

    @Test
    void theUnbiasedVarianceIsDividedByOneTokenLess() {
        double[][] result = Whitening.unbiased(List.of(new double[] {1, 2}, new double[] {6})); // mean 3, squares 14
        double scale = 1 / Math.sqrt(14 / 2.0 + 1e-8);
        assertThat(result[0]).containsExactly(new double[] {-2 * scale, -scale}, within(1e-14));
        assertThat(result[1]).containsExactly(new double[] {3 * scale}, within(1e-14));
    }

    @Test
    void equalAdvantagesGiveExactlyZero() {
        double[][] result = Whitening.of(List.of(new double[] {0.1, 0.1}, new double[] {0.1}));
        assertThat(result[0]).containsExactly(0, 0);
        assertThat(result[1]).containsExactly(0);
        assertThat(Whitening.unbiased(List.of(new double[] {0.1, 0.1}))[0]).containsExactly(0, 0);
        assertThat(Whitening.unbiased(List.of(new double[] {0.1}))[0]).containsExactly(0);
    }

    @Test
    void aSmallVarianceIsNotBlownUp() {
        double[][] result = Whitening.of(List.of(new double[] {1e-6, -1e-6}));
        assertThat(result[0]).containsExactly(new double[] {1e-2, -1e-2}, within(1e-12)); // over √1e-8
    }

    @Test
    void nothingGivesNothing() {
        assertThat(Whitening.of(List.of())).isEmpty();
        assertThat(Whitening.unbiased(List.of())).isEmpty();
    }
}
