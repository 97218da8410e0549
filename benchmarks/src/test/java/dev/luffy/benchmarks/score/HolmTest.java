package dev.luffy.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HolmTest {

    /** Golden: the encyclopaedic example (Wikipedia, Holm–Bonferroni method), as R's {@code p.adjust} gives it. */
    @Test
    void thePublishedExampleIsAdjustedAsPublished() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void adjustedValuesRejectWhatSteppingDownRejects() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 300; i++) {
            double[] p =
                    random.doubles(random.nextInt(1, 8)).map(x -> x * x * x).toArray();
            double[] adjusted = Holm.adjust(p);
            for (int j = 0; j < p.length; j++) {
                assertThat(adjusted[j] <= 0.05).isEqualTo(steppingDownRejects(p, j, 0.05));
            }
        }
    }

    /** Holm's own procedure: the smallest against α/m, the next against α/(m − 1), until one is kept. */
    private static boolean steppingDownRejects(double[] p, int which, double alpha) {
        double[] sorted = Arrays.stream(p).sorted().toArray();
        for (int i = 0; i < sorted.length && sorted[i] <= alpha / (sorted.length - i); i++) {
            if (sorted[i] == p[which]) return true;
        }
        return false;
    }

    @Test
    void noTestOneTestAndNumbersThatAreNone() {
        assertThat(Holm.adjust(new double[0])).isEmpty();
        assertThat(Holm.adjust(new double[] {0.04})).containsExactly(0.04);
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Holm.adjust(new double[] {0.5, bad}))
                    .withMessageContaining("" + bad);
        }
    }
}
