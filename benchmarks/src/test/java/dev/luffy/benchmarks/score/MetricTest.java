package dev.luffy.benchmarks.score;

import static dev.luffy.benchmarks.score.Responses.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    @ParameterizedTest
    @ValueSource(strings = {"pass@1", "pass@8", "avg@32", "avg@all", "maj@64", "truncated", "no-answer"})
    void aNameIsReadAndWrittenAlike(String name) {
        assertThat(Metric.parse(name).label()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pass", "pass@0", "pass@-1", "pass@1.5", "PASS_AT_1", "avg@", "mean@3", "pass@99999999999"})
    void anUnknownNameListsWhatThereIs(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.parse(name))
                .withMessageContaining("\"" + name + "\"")
                .withMessageContaining("pass@k, avg@k or maj@k")
                .withMessageContaining("truncated")
                .withMessageContaining("no-answer");
    }

    @Test
    void moreResponsesThanThereAreNamesBothNumbersAndTheFix() {
        for (String name : new String[] {"pass@8", "avg@8", "maj@8"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Metric.parse(name).of(outcome("aime/7", 1, 4)))
                    .withMessage(
                            name + " needs 8 responses a problem, and problem aime/7 has 4: choose k of at most 4, "
                                    + "or sample at least 8 responses a problem");
        }
    }

    /** Published: 1 − C(n−c, k)/C(n, k), arXiv 2107.03374, Eq. 1; 1 − C(7,5)/C(10,5) = 1 − 21/252. */
    @Test
    void passAtKLooksAtEveryChoiceOfAllResponses() {
        assertThat(Metric.parse("pass@1").of(outcome("p", "IICIIICCII", "bbabbbaabb")))
                .isCloseTo(0.3, within(1e-15));
        assertThat(Metric.parse("pass@5").of(outcome("p", 3, 10))).isCloseTo(1 - 21 / 252.0, within(1e-15));
        assertThat(Metric.parse("pass@all").of(outcome("p", 1, 10))).isEqualTo(1);
    }

    @Test
    void avgAtKLooksAtTheFirstK() {
        Outcome outcome = outcome("p", "CCIIII", "aabbbb");

        assertThat(Metric.parse("avg@2").of(outcome)).isEqualTo(1);
        assertThat(Metric.parse("avg@4").of(outcome)).isEqualTo(0.5);
        assertThat(Metric.parse("avg@all").of(outcome)).isCloseTo(1 / 3.0, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "CCI, aab, 3, 1", // the right answer is the commonest
        "IIC, bba, 3, 0", // a wrong one is
        "IC, ba, 2, 0.5", // two tie
        "ICI, bac, 3, 0.33333333333333333", // three tie
        "IIICC, bbcaa, 5, 0.5", // two of three tie
        "IICCC, bbaaa, 3, 0", // the first three only
        "NNNC, ---a, 4, 1", // no answer does not vote
        "NN, --, 2, 0", // nobody votes
        "ccI, aab, 3, 1", // cut off, but answered in time
        "XXC, bba, 3, 0", // too costly to judge counts as wrong, and votes
    })
    void majAtKCreditsATieWithItsShare(String marks, String answers, int k, double expected) {
        assertThat(new Metric(Metric.Kind.MAJ, k).of(outcome("p", marks, answers)))
                .isCloseTo(expected, within(1e-15));
    }

    @Test
    void truncationAndMissingAnswersAreCountedWhateverElseIsWrong() {
        Outcome outcome = outcome("p", "CcNnXxIi", "aa--bbbb");

        assertThat(Metric.parse("truncated").of(outcome)).isEqualTo(0.5);
        assertThat(Metric.parse("no-answer").of(outcome)).isEqualTo(0.25);
        assertThat(Metric.parse("avg@all").of(outcome)).isEqualTo(0.25);
        assertThat(Metric.parse("truncated").higherIsBetter()).isFalse();
        assertThat(Metric.parse("no-answer").higherIsBetter()).isFalse();
        assertThat(Metric.parse("maj@8").higherIsBetter()).isTrue();
    }

    @Test
    void aRateOfAllResponsesTakesNoK() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Metric(Metric.Kind.TRUNCATED, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Metric(Metric.Kind.PASS, -1));
    }
}
