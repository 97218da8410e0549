package dev.luffy.benchmarks.gate;

import static dev.luffy.benchmarks.gate.Measurements.ACCEPT;
import static dev.luffy.benchmarks.gate.Measurements.at;
import static dev.luffy.benchmarks.gate.Measurements.drop;
import static dev.luffy.benchmarks.gate.Measurements.failures;
import static dev.luffy.benchmarks.gate.Measurements.minimum;
import static dev.luffy.benchmarks.gate.Measurements.only;
import static dev.luffy.benchmarks.gate.Measurements.rule;
import static dev.luffy.benchmarks.gate.Measurements.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.Responses;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateFailsClosedTest {

    private static final List<Outcome> OUTCOMES = Responses.single("CCIICCIC");

    private static void fails(Finding finding, String... parts) {
        assertThat(finding.passed()).isFalse();
        assertThat(finding.pValue()).isNaN();
        assertThat(finding.adjustedPValue()).isNaN();
        assertThat(finding.message()).startsWith("nightly: math500 ").contains(parts);
    }

    @Test
    void whatWasNotMeasured() {
        for (Rule rule : List.of(minimum("0"), drop("1"), failures(1000))) {
            fails(only(rule, List.of(), List.of(at(0, OUTCOMES))), "was not measured", "run luffy:eval first");
        }
    }

    @Test
    void aTemperatureThatIsNotSaidAndOneThatIsNotThere() {
        List<Measurement> sweep = List.of(at(0.6, OUTCOMES), at(1, OUTCOMES));
        fails(only(minimum("0"), sweep, List.of()), "is ambiguous", "0.6, 1", "<temperature>");

        Rule warm = new Rule("nightly", "math500", 0.8, Metric.parse("pass@1"), BigDecimal.ZERO, null, null, 0.95);
        fails(only(warm, sweep, List.of()), "pass@1 at temperature 0.8 was not measured", "0.6, 1");

        Rule one = new Rule("nightly", "math500", 1.0, Metric.parse("pass@1"), new BigDecimal("0.4"), null, null, 0.95);
        assertThat(only(one, sweep, List.of()).passed()).isTrue();
        fails(only(one, List.of(at(1, OUTCOMES), at(1, OUTCOMES)), List.of()), "2 results", "keep one");
    }

    @Test
    void aBaselineThatIsMissing() {
        fails(only(drop("1"), List.of(at(0, OUTCOMES)), List.of()), "has no baseline", "If intended: " + ACCEPT);
        fails(only(drop("1"), List.of(at(0.6, OUTCOMES)), List.of(at(1, OUTCOMES))), "temperature 0.6, but at 1");
        fails(only(failures(9), List.of(at(0, OUTCOMES)), List.of()), "has no baseline");
    }

    @Test
    void everyKeyThatDiffersIsNamedWithBothValues() {
        Measurement before = with(0, Map.of("data", "d1", "prompt", "q1", "top-p", "0.95"), Map.of(), OUTCOMES);
        Measurement now = with(0, Map.of("data", "d2", "prompt", "q1", "policy", "v3"), Map.of(), OUTCOMES);

        fails(
                only(drop("1"), List.of(now), List.of(before)),
                "cannot be compared with its baseline: data was d1 and is d2; policy was (not there) and is v3; "
                        + "top-p was 0.95 and is (not there)",
                "If intended");
    }

    @Test
    void otherProblemsAndProblemsThereTwice() {
        fails(
                only(drop("1"), List.of(at(0, OUTCOMES.subList(0, 5))), List.of(at(0, OUTCOMES))),
                "the problems are not the same",
                "p5, p6, p7");
        List<Outcome> twice = List.of(OUTCOMES.get(0), OUTCOMES.get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at(0, twice))
                .withMessageContaining("problem p0 is there twice");
        fails(only(minimum("0"), List.of(at(0, List.of())), List.of()), "cannot be tested: pass@1 of no problem");
    }

    @Test
    void aMetricThatNeedsMoreResponsesOnEitherSide() {
        List<Outcome> four = Responses.counts(4, 1, 2, 3);
        List<Outcome> two = Responses.counts(2, 1, 2, 0);
        Rule rule = rule("avg@4", null, "1", null);
        fails(only(rule, List.of(at(1, two)), List.of(at(1, four))), "avg@4 needs 4 responses", "has 2");
        fails(only(rule, List.of(at(1, four)), List.of(at(1, two))), "avg@4 needs 4 responses", "has 2");
        fails(only(rule("avg@4", "0", null, null), List.of(at(1, two)), List.of()), "avg@4 needs 4 responses");
    }

    @Test
    void itemByItemOnlyForGreedyDecodingOfOneKnownModel() {
        fails(
                only(failures(9), List.of(at(0.6, OUTCOMES)), List.of(at(0.6, OUTCOMES))),
                "sampled at temperature 0.6",
                "<maximumDrop>");
        Measurement other = with(0, at(0, OUTCOMES).keys(), Map.of("model", "m2"), OUTCOMES);
        fails(only(failures(9), List.of(other), List.of(at(0, OUTCOMES))), "the model was m1 and is m2");
        Measurement unknown = with(0, at(0, OUTCOMES).keys(), Map.of(), OUTCOMES);
        fails(only(failures(9), List.of(unknown), List.of(at(0, OUTCOMES))), "unknown in the measurement");
        fails(only(failures(9), List.of(at(0, OUTCOMES)), List.of(unknown)), "unknown in the baseline");
    }

    @Test
    void itemByItemOnlyWhereTheModelIsKnownByItsDigestAndAddsUpAsBefore() {
        Measurement served =
                with(0, at(0, OUTCOMES).keys(), Map.of("model", "m1", "url", "http://localhost/v1"), OUTCOMES);
        fails(
                only(failures(0), List.of(served), List.of(served)),
                "served at http://localhost/v1, and its name is no digest",
                "replace <maximumNewFailures> by <maximumDrop>");

        Map<String, String> one = Map.of("model", "m1", "threads", "1", "batchRows", "8");
        for (String changed : List.of("threads", "batchRows")) {
            Map<String, String> other = new java.util.HashMap<>(one);
            other.put(changed, "2");
            fails(
                    only(
                            failures(0),
                            List.of(with(0, at(0, OUTCOMES).keys(), other, OUTCOMES)),
                            List.of(with(0, at(0, OUTCOMES).keys(), one, OUTCOMES))),
                    changed + " was " + one.get(changed) + " and is 2",
                    "If intended");
        }
    }

    @Test
    void aLimitThatNoOutcomeOfSoManyProblemsViolates() {
        List<Outcome> four = Responses.single("IIII");
        fails(
                only(minimum("0.5"), List.of(at(0, four)), List.of()),
                "is not guarded by <minimum>: this limit cannot fail with so few problems, however wrong they were, at "
                        + "95 % confidence; add problems, lower <confidence>");
        // One problem more, and all wrong are wrong for certain: 2⁻⁵ is below 0.05.
        assertThat(only(minimum("0.5"), List.of(at(0, Responses.single("IIIII"))), List.of())
                        .pValue())
                .isEqualTo(0.03125);
        assertThat(only(minimum("0.5"), List.of(at(0, Responses.single("CCCCC"))), List.of())
                        .passed())
                .isTrue();

        List<Outcome> right = Responses.single("CCCC");
        fails(only(drop("0"), List.of(at(0, right)), List.of(at(0, right))), "is not guarded by <maximumDrop>");
        List<Outcome> sampled = Responses.counts(8, 4, 4, 4, 4);
        fails(
                only(rule("avg@8", null, "0", null), List.of(at(1, sampled)), List.of(at(1, sampled))),
                "is not guarded by <maximumDrop>");
        for (Rule rule : List.of(minimum("0"), drop("1"), failures(8))) {
            fails(only(rule, List.of(at(0, OUTCOMES)), List.of(at(0, OUTCOMES))), "this limit cannot fail");
        }
        assertThat(only(failures(7), List.of(at(0, OUTCOMES)), List.of(at(0, OUTCOMES)))
                        .passed())
                .isTrue();
    }

    @Test
    void aLimitThatTheCorrectionForOthersMakesImpossible() {
        List<Outcome> five = Responses.single("CCCCC");
        assertThat(only(drop("0"), List.of(at(0, five)), List.of(at(0, five))).passed())
                .isTrue();
        List<Finding> both =
                Gate.check(List.of(drop("0"), minimum("0.9")), List.of(at(0, five)), List.of(at(0, five)), ACCEPT);
        fails(both.get(0), "cannot fail with so few problems", "corrected for 2 tests");
        assertThat(both.get(1).passed()).isTrue();

        // What fails although it hardly could is a violation and no riddle.
        List<Finding> worst = Gate.check(
                List.of(drop("0"), minimum("0.9")),
                List.of(at(0, Responses.single("IIIII"))),
                List.of(at(0, five)),
                ACCEPT);
        assertThat(worst).noneMatch(Finding::passed).noneMatch(each -> Double.isNaN(each.pValue()));
    }

    @Test
    void aBaselineWithTooLittleToLoseIsWarnedOf() {
        List<Outcome> poor = Responses.single("CCCC" + "I".repeat(26));
        Finding finding = only(drop("0"), List.of(at(0, poor)), List.of(at(0, poor)));
        assertThat(finding.passed()).isTrue();
        assertThat(finding.warning())
                .isEqualTo("even losing everything would pass: at 0.133 (4/30) the baseline has too little to lose for "
                        + "<maximumDrop>0</maximumDrop> to fail");

        List<Outcome> fair = Responses.single("CCCCC" + "I".repeat(25));
        assertThat(only(drop("0"), List.of(at(0, fair)), List.of(at(0, fair))).warning())
                .isEmpty();
    }

    @Test
    void whatCannotBeTestedIsNotCorrectedFor() {
        Rule missing = new Rule("other", "math500", null, Metric.parse("pass@1"), null, BigDecimal.ZERO, null, 0.95);
        List<Finding> findings =
                Gate.check(List.of(missing, minimum("0.7")), List.of(at(0, OUTCOMES)), List.of(), ACCEPT);

        assertThat(findings).extracting(Finding::passed).containsExactly(false, true);
        assertThat(findings.get(1).adjustedPValue()).isEqualTo(findings.get(1).pValue());
    }

    @Test
    void aRuleThatMakesNoSenseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("pass@1", null, null, null))
                .withMessage("The check of math500 pass@1 of nightly has <minimum>nothing</minimum>: a check needs "
                        + "<minimum>, <maximumDrop> or <maximumNewFailures>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("pass@1", "78", null, null))
                .withMessageContaining("<minimum>78</minimum>")
                .withMessageContaining("0% to 100%");
        assertThatIllegalArgumentException().isThrownBy(() -> rule("pass@1", null, "-0.01", null));
        assertThatIllegalArgumentException().isThrownBy(() -> rule("pass@1", null, null, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule("truncated", "0.1", null, null))
                .withMessageContaining("less of truncated is better: use <maximumDrop>");
        for (double confidence : new double[] {0, 0.5, 1, 95, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Rule(
                            "nightly", "math500", null, Metric.parse("pass@1"), BigDecimal.ONE, null, null, confidence))
                    .withMessageContaining("<confidence>" + confidence);
        }
    }
}
