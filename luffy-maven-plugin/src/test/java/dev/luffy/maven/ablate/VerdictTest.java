package dev.luffy.maven.ablate;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Expectation.NO_MORE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static Difference difference(double... values) {
        List<Long> seeds = LongStream.rangeClosed(1, values.length).boxed().toList();
        Difference one = Difference.of(seeds, DoubleStream.of(values).boxed().toList());
        return Difference.corrected(List.of(one), each -> each, (each, corrected) -> corrected)
                .get(0);
    }

    private static final Difference ABOVE = difference(0.10, 0.11, 0.12, 0.10, 0.11);
    private static final Difference BELOW = difference(-0.10, -0.11, -0.12, -0.10, -0.11);
    private static final Difference UNCLEAR = difference(0.10, -0.11, 0.12, 0.10, -0.02);

    @Test
    void whatIsClaimedShowsInItsDirectionAlone() {
        assertThat(Verdict.of(MORE, ABOVE)).isEqualTo(Verdict.SHOWS);
        assertThat(Verdict.of(MORE, BELOW)).isEqualTo(Verdict.OPPOSITE);
        assertThat(Verdict.of(MORE, UNCLEAR)).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(Verdict.of(LESS, BELOW)).isEqualTo(Verdict.SHOWS);
        assertThat(Verdict.of(LESS, ABOVE)).isEqualTo(Verdict.OPPOSITE);
        assertThat(Verdict.of(LESS, UNCLEAR)).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void absenceIsContradictedBySignificantlyMoreAlone() {
        assertThat(Verdict.of(NO_MORE, ABOVE)).isEqualTo(Verdict.CONTRADICTED);
        assertThat(Verdict.of(NO_MORE, BELOW)).isEqualTo(Verdict.NOT_CONTRADICTED);
        assertThat(Verdict.of(NO_MORE, UNCLEAR)).isEqualTo(Verdict.NOT_CONTRADICTED);
    }

    @Test
    void zerosAreNoDifferenceAtAllWhateverIsClaimed() {
        Difference none = difference(0, 0, 0, -0.0);

        assertThat(none.tTestP()).isEqualTo(1);
        assertThat(none.signFlipP()).isEqualTo(1);
        assertThat(none.halfWidth()).isZero();
        assertThat(Verdict.of(MORE, none)).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(Verdict.of(LESS, none)).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(Verdict.of(NO_MORE, none)).isEqualTo(Verdict.NO_DIFFERENCE);
    }

    @Test
    void equalDifferencesOfAFewSeedsAreNoProof() {
        Difference two = difference(0.125, 0.125);
        assertThat(two.tTestP()).isZero(); // t is infinite
        assertThat(Verdict.of(MORE, two)).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(Verdict.of(MORE, difference(0.125, 0.125, 0.125))).isEqualTo(Verdict.NOT_SHOWN);
        // Equal but for rounding: t is finite, and as empty.
        assertThat(Verdict.of(MORE, difference(0.7 - 0.6, 0.8 - 0.7, 0.3 - 0.2)))
                .isEqualTo(Verdict.NOT_SHOWN);
        // Six seeds: the sign-flip p is 2/64.
        assertThat(Verdict.of(MORE, difference(0.5, 0.5, 0.5, 0.5, 0.5, 0.5))).isEqualTo(Verdict.SHOWS);
        assertThat(Verdict.of(
                        MORE,
                        difference(DoubleStream.generate(() -> 1).limit(21).toArray())))
                .isEqualTo(Verdict.SHOWS); // more than the sign-flip test enumerates
    }
}
