package dev.luffy.benchmarks.score;

import static dev.luffy.benchmarks.score.Responses.counts;
import static dev.luffy.benchmarks.score.Responses.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {

    private static final Metric AVG = Metric.parse("avg@all");

    @Test
    void singleResponsesHaveWilsonsInterval() {
        Estimate estimate = Estimate.of(Metric.parse("pass@1"), single("CCCCCCC" + "I".repeat(23)), 0.95);

        assertThat(estimate.metric()).isEqualTo("pass@1");
        assertThat(estimate.value()).isCloseTo(7 / 30.0, within(1e-15));
        assertThat(estimate.problems()).isEqualTo(30);
        assertThat(estimate.confidence()).isEqualTo(0.95);
        assertThat(estimate.interval()).isEqualTo(new Proportion(7, 30).wilson(0.95));
        assertThat(estimate.method()).isEqualTo("Wilson");
    }

    @Test
    void repeatingEveryResponseTellsNothingNew() {
        List<Outcome> once = counts(1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0);
        List<Outcome> thirtyTimes = counts(30, 30, 0, 30, 30, 0, 0, 0, 30, 0, 0);

        assertThat(Estimate.of(AVG, thirtyTimes, 0.95).interval())
                .isEqualTo(Estimate.of(AVG, once, 0.95).interval());
    }

    @Test
    void allOrNothingStillHasWidth() {
        for (int samples : new int[] {1, 32}) {
            int[] none = new int[30];
            int[] all = new int[30];
            Arrays.fill(all, samples);
            Interval low = Estimate.of(AVG, counts(samples, none), 0.95).interval();
            Interval high = Estimate.of(AVG, counts(samples, all), 0.95).interval();

            assertThat(low.low()).isZero();
            assertThat(low.high()).isBetween(0.1, 0.12);
            assertThat(high.low()).isCloseTo(1 - low.high(), within(1e-12));
            assertThat(high.high()).isEqualTo(1);
        }
        int[] half = new int[30];
        Arrays.fill(half, 1);
        assertThat(Estimate.of(AVG, counts(2, half), 0.95).interval().low()).isBetween(0.3, 0.35);
    }

    /** Student's t of 29 degrees of freedom at 97.5 % is 2.045 in every table. */
    @Test
    void whereNothingIsSkewIsWilsonsFormulaWithStudentsTAndTheEffectiveNumberOfProblems() {
        int[] right = new int[30]; // 0 … 4 of 4, symmetric about 2, six of each
        for (int i = 0; i < 30; i++) right[i] = i % 5;
        double variance = 30 * 0.125 / 29; // mean square distance 2/16
        double effective = 30 * (0.25 + variance / 30) / variance;
        double z = 2.0452296;
        double halfWidth =
                z * Math.sqrt(0.25 / effective + z * z / (4 * effective * effective)) / (1 + z * z / effective);

        Interval interval = Estimate.of(AVG, counts(4, right), 0.95).interval();

        assertThat(interval.low()).isCloseTo(0.5 - halfWidth, within(1e-7));
        assertThat(interval.high()).isCloseTo(0.5 + halfWidth, within(1e-7));
    }

    @Test
    void theIntervalHoldsWhatASlowSearchDoesNotRefute() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20; i++) {
            double[] chances = Responses.chances(12, 0.1 + 0.04 * i, 0.4, random);
            double[] y = Responses.shares(Responses.draw(chances, 8, random), 8);
            Interval interval = new ProblemMeans(y).interval(0.9);
            double mean = Arrays.stream(y).average().orElseThrow();
            for (double theta = 0.0005; theta < 1; theta += 0.001) {
                boolean inside = interval.low() <= theta && theta <= interval.high();
                assertThat(inside).as("mean %s theta %s", mean, theta).isEqualTo(!naivelyRefuted(y, theta, 1.7958848));
            }
        }
    }

    /** The Javadoc's formula, term by term; t is that of 11 degrees of freedom at 95 %, 1.796 in every table. */
    private static boolean naivelyRefuted(double[] y, double theta, double t) {
        double n = y.length;
        double p = Arrays.stream(y).sum() / n;
        double squares = 0;
        for (double v : y) squares += Math.pow(v - p, 2);
        double s2 = squares / (n - 1);
        double phi = s2 / (p * (1 - p) + s2 / n);
        double b = 0;
        for (double v : y) {
            double d = v - p;
            b += d * (n * d * d / squares - d * (1 - 2 * p) / (p * (1 - p))) / squares;
        }
        double widened = phi * Math.exp(Math.min(1, Math.max(0, b * (theta - p))));
        return Math.pow(p - theta, 2) > t * t * widened * theta * (1 - theta) / n;
    }

    @Test
    void theIntervalHoldsTheMeanAndMirrorsWithTheAnswers() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            int[] right = Responses.draw(Responses.chances(9, 0.3, 0.5, random), 4, random);
            Interval interval = Estimate.of(AVG, counts(4, right), 0.95).interval();
            Interval mirrored = Estimate.of(
                            AVG, counts(4, Arrays.stream(right).map(c -> 4 - c).toArray()), 0.95)
                    .interval();

            assertThat(Arrays.stream(right).sum() / 36.0).isBetween(interval.low(), interval.high());
            assertThat(interval.low()).isBetween(0.0, 1.0).isCloseTo(1 - mirrored.high(), within(1e-9));
        }
    }

    @Test
    void oneProblemWithSeveralResponsesIsOneProblem() {
        Interval interval = Estimate.of(AVG, counts(32, 16), 0.95).interval();

        assertThat(interval.high() - interval.low()).isGreaterThan(0.7);
    }

    @Test
    void theMacroAverageCountsBenchmarksAndNotProblems() {
        List<Outcome> small = counts(1, 1, 1, 1, 0);
        List<Outcome> large = single("C".repeat(100) + "I".repeat(300));
        Estimate macro = Estimate.macro(AVG, List.of(small, large), 0.95);
        Interval a = Estimate.of(AVG, small, 0.95).interval();
        Interval b = Estimate.of(AVG, large, 0.95).interval();

        assertThat(macro.value()).isCloseTo(0.5, within(1e-15));
        assertThat(macro.problems()).isEqualTo(404);
        // By hand: half the hypotenuse of the distances.
        assertThat(macro.interval().low())
                .isCloseTo(0.5 - Math.hypot(0.75 - a.low(), 0.25 - b.low()) / 2, within(1e-12));
        assertThat(macro.interval().high())
                .isCloseTo(0.5 + Math.hypot(a.high() - 0.75, b.high() - 0.25) / 2, within(1e-12));
        assertThat(Estimate.macro(AVG, List.of(small), 0.95).interval().low()).isCloseTo(a.low(), within(1e-12));
    }

    @Test
    void theSameOutcomesGiveTheSameBits() {
        SplittableRandom random = new SplittableRandom(1);
        List<Outcome> outcomes = counts(8, Responses.draw(Responses.chances(30, 0.4, 0.3, random), 8, random));

        assertThat(Estimate.of(AVG, outcomes, 0.95)).isEqualTo(Estimate.of(AVG, outcomes, 0.95));
    }

    @Test
    void nothingToEstimateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(AVG, List.of(), 0.95))
                .withMessageContaining("at least 1 outcome");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.macro(AVG, List.of(), 0.95))
                .withMessageContaining("at least 1 benchmark");
        for (double confidence : new double[] {0, 1, 95, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Estimate.of(AVG, counts(4, 1, 2), confidence))
                    .withMessageContaining("confidence is " + confidence);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.of(Metric.parse("pass@5"), counts(4, 1, 2), 0.95))
                .withMessageContaining("pass@5 needs 5 responses");
    }
}
