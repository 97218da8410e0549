package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovingMeanTest {

    /** Every value by its definition: the mean of all values not farther away than half a window. */
    private static double naive(double[] values, int width, int at) {
        return IntStream.range(0, values.length)
                .filter(i -> Math.abs(i - at) <= width / 2)
                .mapToDouble(i -> values[i])
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElseThrow();
    }

    @Test
    void itEqualsItsDefinitionAtEveryPlaceAndWidth() {
        Random random = new Random(1);
        for (int steps : new int[] {1, 2, 7, 40}) {
            double[] values = random.doubles(steps).toArray();
            for (int width = 1; width <= 2 * steps + 1; width += 2) {
                double[] means = MovingMean.of(values, width);
                for (int i = 0; i < steps; i++) assertThat(means[i]).isCloseTo(naive(values, width, i), within(1e-14));
            }
        }
    }

    @Test
    void aMissingValueStaysMissingAndCountsInNoMean() {
        double[] means = MovingMean.of(new double[] {1, Double.NaN, 3, 8}, 3);
        assertThat(means).containsExactly(1, Double.NaN, 5.5, 5.5);
    }

    @Test
    void aStraightLineStaysAsItIsAwayFromItsEnds() {
        double[] line = IntStream.range(0, 20).asDoubleStream().toArray();
        double[] means = MovingMean.of(line, 5);
        assertThat(Arrays.copyOfRange(means, 2, 18)).containsExactly(Arrays.copyOfRange(line, 2, 18));
        assertThat(means[0]).isEqualTo(1);
        assertThat(means[19]).isEqualTo(18);
    }

    @Test
    void theWindowIsATwentiethOfTheStepsAndHasAMiddle() {
        assertThat(IntStream.of(0, 1, 20, 39, 40, 60, 200, 500).map(MovingMean::width))
                .containsExactly(1, 1, 1, 1, 3, 3, 11, 25);
    }
}
