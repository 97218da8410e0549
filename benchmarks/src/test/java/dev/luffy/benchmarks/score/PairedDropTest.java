package dev.luffy.benchmarks.score;

import static dev.luffy.benchmarks.score.Responses.counts;
import static dev.luffy.benchmarks.score.Responses.outcome;
import static dev.luffy.benchmarks.score.Responses.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedDropTest {

    private static final Metric PASS = Metric.parse("pass@1");

    @Test
    void problemsAreMatchedByIdAndNotByPlace() {
        List<Outcome> before = single("CCCCIIII");
        List<Outcome> now = new ArrayList<>(single("CICIIICI"));
        Collections.shuffle(now, new java.util.Random(1));
        PairedDrop drop = PairedDrop.of(PASS, before, now);

        assertThat(drop.drop()).isEqualTo(0.125);
        assertThat(drop.newlyWrong()).containsExactlyInAnyOrder("p1", "p3");
        assertThat(drop.newlyRight()).containsExactly("p6");
        assertThat(drop.pValue(0)).isEqualTo(new PairedProportions(2, 1, 8).mcNemarP());
        assertThat(drop.testName()).isEqualTo("McNemar");
    }

    @Test
    void severalResponsesAreComparedProblemByProblem() {
        PairedDrop drop = PairedDrop.of(Metric.parse("avg@4"), counts(4, 4, 3, 2, 1, 0), counts(4, 3, 1, 2, 2, 0));

        assertThat(drop.binary()).isFalse();
        assertThat(drop.drop()).isCloseTo(0.1, within(1e-15));
        assertThat(drop.pValue(0)).isEqualTo(SignFlip.upperP(new double[] {0.25, 0.5, 0, -0.25, 0}));
        assertThat(drop.newlyWrong()).containsExactly("p1");
        assertThat(drop.newlyRight()).containsExactly("p3");
        assertThat(drop.worse()).containsExactly("p0", "p1");
        assertThat(drop.better()).containsExactly("p3");
        assertThat(drop.testName()).isEqualTo("sign-flip permutation");
    }

    @Test
    void ofARateOfWhichLessIsBetterARiseIsADrop() {
        List<Outcome> before = List.of(outcome("p0", "CC", "aa"), outcome("p1", "II", "bb"));
        List<Outcome> now = List.of(outcome("p0", "CC", "aa"), outcome("p1", "ii", "bb"));
        PairedDrop drop = PairedDrop.of(Metric.parse("truncated"), before, now);

        assertThat(drop.drop()).isEqualTo(0.5);
        assertThat(drop.newlyWrong()).containsExactly("p1");
    }

    @Test
    void differentProblemsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDrop.of(PASS, single("CCCCCCC"), single("CC")))
                .withMessage("the problems are not the same: the baseline has 7 and the measurement 2; only in the "
                        + "baseline: p2, p3, p4, … (5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDrop.of(PASS, List.of(), List.of()))
                .withMessageContaining("not the same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDrop.of(PASS, single("C"), List.of(outcome("p0", 1, 1), outcome("p0", 0, 1))))
                .withMessageContaining("problem p0 is in the measurement twice");
    }

    /** Student's t of 29 degrees of freedom is 1.699 at 95 % and 0.854 at 80 % in every table. */
    @Test
    void theDetectableDropOfMeansIsTheTextbooks() {
        assertThat(DetectableDrop.mean(30, 0.1, 0.01, 0.95, 0.8))
                .isCloseTo(0.01 + (1.699 + 0.854) * 0.1 / Math.sqrt(30), within(1e-5));
        assertThat(DetectableDrop.mean(30, 0, 0, 0.95, 0.8)).isNaN();
        assertThat(DetectableDrop.mean(1, 0.3, 0, 0.95, 0.8)).isNaN();
    }

    @Test
    void theDetectableDropOfSingleResponsesIsSeenInFourOfFiveSimulations() {
        PairedProportions seen = new PairedProportions(20, 20, 500);
        for (double margin : new double[] {0, 0.02}) {
            double drop = DetectableDrop.single(seen, margin, 0.95, 0.8);
            double worse = 0.04 + drop;
            SplittableRandom random = new SplittableRandom(3);
            int shown = 0;
            for (int i = 0; i < 400; i++) {
                int b = 0;
                int c = 0;
                for (int problem = 0; problem < 500; problem++) {
                    double u = random.nextDouble();
                    if (u < worse) {
                        b++;
                    } else if (u < worse + 0.04) {
                        c++;
                    }
                }
                if (new PairedProportions(b, c, 500).dropP(margin) <= 0.05) shown++;
            }
            // Two standard errors of 400 draws are 4 %.
            assertThat(shown / 400.0).as("margin %s drop %s", margin, drop).isBetween(0.74, 0.86);
            assertThat(drop).isGreaterThan(margin);
        }
    }

    @Test
    void thirtyProblemsCannotTellOnePoint() {
        PairedDrop same = PairedDrop.of(PASS, single("CI".repeat(15)), single("CI".repeat(15)));

        assertThat(same.detectable(0, 0.95, 0.8)).isBetween(0.15, 0.25);
        assertThat(PairedDrop.of(PASS, single("CIC"), single("CIC")).detectable(0, 0.95, 0.8))
                .isNaN();
    }
}
