package dev.luffy.benchmarks.gate;

import static dev.luffy.benchmarks.gate.Measurements.ACCEPT;
import static dev.luffy.benchmarks.gate.Measurements.at;
import static dev.luffy.benchmarks.gate.Measurements.before;
import static dev.luffy.benchmarks.gate.Measurements.drop;
import static dev.luffy.benchmarks.gate.Measurements.failures;
import static dev.luffy.benchmarks.gate.Measurements.minimum;
import static dev.luffy.benchmarks.gate.Measurements.now;
import static dev.luffy.benchmarks.gate.Measurements.only;
import static dev.luffy.benchmarks.gate.Measurements.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.Responses;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    /** The example of McNemar's test with 20 newly wrong and 8 newly right: 393 before, 381 now. */
    @Test
    void aRealDropFailsWithNumbersIdsAndHowToAcceptIt() {
        Finding finding = only(drop("0.000"), List.of(at(0, now(20, 8, 373))), List.of(at(0, before(20, 8, 373))));

        assertThat(finding.passed()).isFalse();
        assertThat(finding.limit()).isEqualTo("maximumDrop");
        assertThat(finding.pValue()).isCloseTo(0.017849, within(1e-6));
        assertThat(finding.adjustedPValue()).isEqualTo(finding.pValue());
        assertThat(finding.newlyWrong()).hasSize(20).startsWith("p0", "p1");
        assertThat(finding.newlyRight()).hasSize(8).startsWith("p20");
        assertThat(finding.message().lines())
                .hasSize(6)
                .contains(
                        "nightly: math500 pass@1 is 0.762 (381/500), baseline 0.786 (393/500): drop 0.024 > allowed 0.000 "
                                + "at 95 % confidence (McNemar p=0.018; 20 newly wrong, 8 newly right)",
                        "  newly wrong (20): p0, p1, p2, p3, p4, …",
                        "  newly right (8): p20, p21, p22, p23, p24, …",
                        "  If intended: " + ACCEPT)
                .anyMatch(line -> line.startsWith("  the drop lies between 0.0") && line.contains("bootstrap"))
                .anyMatch(line ->
                        line.matches("  minimum detectable drop with so many problems: 0\\.0\\d+ \\(power 80 %\\)"));
        assertThat(finding.minimumDetectableDrop()).isBetween(0.02, 0.05);
    }

    @Test
    void noiseOfTheSizeOfTheIntervalPasses() {
        Finding finding = only(drop("0.00"), List.of(at(0, now(15, 8, 373))), List.of(at(0, before(15, 8, 373))));

        assertThat(finding.passed()).isTrue();
        assertThat(finding.message())
                .contains(
                        "drop 0.02 > allowed 0.00, but within chance at 95 % confidence (McNemar p=0.105; 15 newly wrong")
                .doesNotContain("If intended");
    }

    @Test
    void aDropThatMayBeNoMoreThanAllowedPasses() {
        Finding finding = only(drop("0.010"), List.of(at(0, now(20, 8, 373))), List.of(at(0, before(20, 8, 373))));

        assertThat(finding.passed()).isTrue();
        assertThat(finding.pValue()).isBetween(0.05, 0.2);
        // Golden: every table of Tango's statistic added up by scipy's binom over 60 chances of a flip, largest
        // 0.10009.
        assertThat(finding.message()).contains("(p=0.100 for more than allowed; McNemar p=0.018 for any;");

        Finding larger = only(drop("0.010"), List.of(at(0, now(30, 8, 373))), List.of(at(0, before(30, 8, 373))));
        assertThat(larger.passed()).isFalse();
        assertThat(larger.message()).contains("drop 0.044 > allowed 0.010 at 95 % confidence (p=0.00");
    }

    @Test
    void equalMeasurementsAndBetterOnesPass() {
        Finding equal = only(drop("0"), List.of(at(0, now(0, 0, 300))), List.of(at(0, before(0, 0, 300))));
        assertThat(equal.passed()).isTrue();
        assertThat(equal.pValue()).isEqualTo(1);
        assertThat(equal.message()).contains("is 0.600 (300/500), baseline 0.600 (300/500): no drop (0 newly wrong");

        assertThat(only(drop("0"), List.of(at(0, now(0, 9, 300))), List.of(at(0, before(0, 9, 300))))
                        .passed())
                .isTrue();
    }

    @Test
    void severalResponsesAreComparedByPermutation() {
        int[] good = new int[30];
        int[] bad = new int[30];
        for (int i = 0; i < 30; i++) {
            good[i] = 8 + i % 16;
            bad[i] = good[i] - 3 - i % 4;
        }
        Rule rule = rule("avg@32", null, "0.01", null);
        Finding finding =
                only(rule, List.of(at(1, Responses.counts(32, bad))), List.of(at(1, Responses.counts(32, good))));

        assertThat(finding.passed()).isFalse();
        assertThat(finding.message())
                .contains("nightly: math500 avg@32 is 0.3")
                .contains("p<0.001 for more than allowed; sign-flip permutation p<0.001 for any");
        assertThat(finding.minimumDetectableDrop()).isBetween(0.01, 0.1);
    }

    @Test
    void aValueBelowTheMinimumForCertainFailsRoundedTowardsTheViolation() {
        // 0.7799 would be 0.78 to the nearest.
        Outcome[] outcomes = new Outcome[10000];
        for (int i = 0; i < outcomes.length; i++) outcomes[i] = Responses.outcome("p" + i, i < 7699 ? 1 : 0, 1);
        Finding finding = only(minimum("0.78"), List.of(at(0, List.of(outcomes))), List.of());

        assertThat(finding.passed()).isFalse();
        assertThat(finding.limit()).isEqualTo("minimum");
        assertThat(finding.message())
                .startsWith("nightly: math500 pass@1 is 0.76 (7699/10000), below the minimum 0.78 at 95 % confidence "
                        + "(exact binomial p=0.00");
        assertThat(finding.minimumDetectableDrop()).isBetween(0.005, 0.02);
    }

    @Test
    void aValueBelowTheMinimumByChancePassesAndSaysSo() {
        Finding finding = only(minimum("0.80"), List.of(at(0, now(0, 0, 399))), List.of());

        assertThat(finding.passed()).isTrue();
        assertThat(finding.message())
                .startsWith("nightly: math500 pass@1 is 0.79 (399/500), below the minimum 0.80, but within chance");
        assertThat(only(minimum("0.80"), List.of(at(0, now(0, 0, 400))), List.of())
                        .message())
                .startsWith("nightly: math500 pass@1 is 0.80 (400/500), not below the minimum 0.80");
    }

    @Test
    void greedyDecodingOfTheSameModelIsComparedItemByItem() {
        Finding finding = only(failures(0), List.of(at(0, now(2, 1, 300))), List.of(at(0, before(2, 1, 300))));

        assertThat(finding.passed()).isFalse();
        assertThat(finding.pValue()).isNaN();
        assertThat(finding.newlyWrong()).containsExactly("p0", "p1");
        assertThat(finding.message())
                .isEqualTo(
                        "nightly: math500 pass@1 has 2 of 500 problems newly wrong > allowed 0 (greedy decoding of the same "
                                + "model: any change comes from the code; 1 newly right, 0 otherwise changed)\n  newly wrong (2): p0, p1\n"
                                + "  newly right (1): p2\n  If intended: " + ACCEPT);
        assertThat(only(failures(2), List.of(at(0, now(2, 1, 300))), List.of(at(0, before(2, 1, 300))))
                        .passed())
                .isTrue();
        assertThat(only(failures(0), List.of(at(0, now(0, 0, 9))), List.of(at(0, before(0, 0, 9))))
                        .message())
                .contains("0 of 500 problems newly wrong, not more than the allowed 0")
                .contains("all as before");
    }

    @Test
    void whatChangedWithoutCountingIsNamedToo() {
        List<Outcome> before = Responses.single("CCII");
        List<Outcome> now = List.of(
                before.get(0),
                new Outcome("p1", "", "c", before.get(1).votes()),
                before.get(2),
                new Outcome("p3", "", "N", List.of(-1)));
        Finding finding = only(failures(0), List.of(at(0, now)), List.of(at(0, before)));

        assertThat(finding.passed()).isTrue();
        assertThat(finding.otherwiseChanged()).containsExactly("p1", "p3");
        assertThat(finding.message())
                .contains("any change comes from the code; 0 newly right, 2 otherwise changed)\n"
                        + "  otherwise changed (2): p1, p3")
                .doesNotContain("all as before");
    }

    @Test
    void severalTestsAreCorrectedTogether() {
        List<Finding> findings = Gate.check(
                List.of(drop("0"), rule("pass@1", "0.5", "0", 499), minimum("0.9")),
                List.of(at(0, now(20, 8, 373))),
                List.of(at(0, before(20, 8, 373))),
                ACCEPT);

        assertThat(findings)
                .extracting(Finding::limit)
                .containsExactly("maximumDrop", "minimum", "maximumDrop", "maximumNewFailures", "minimum");
        // Four tests: the drop twice, and two minimums, of which 0.9 is missed by far: then three are left.
        assertThat(findings.get(0).adjustedPValue())
                .isCloseTo(3 * findings.get(0).pValue(), within(1e-12));
        assertThat(findings.get(0).passed()).isTrue();
        assertThat(findings.get(0).message())
                .contains("but within chance at 95 % confidence (McNemar p=0.018, p=0.054 corrected for 4 tests;");
        assertThat(findings.get(4).passed()).isFalse();
        assertThat(findings.get(3).adjustedPValue()).isNaN();
    }

    @Test
    void aRiseOfWhatShouldBeRareIsADrop() {
        List<Outcome> fine = Responses.single("C".repeat(40));
        List<Outcome> cut = fine.stream()
                .map(o -> new Outcome(o.problem(), "", "c", o.votes()))
                .toList();
        Finding finding = only(rule("truncated", null, "0.05", null), List.of(at(0, cut)), List.of(at(0, fine)));

        assertThat(finding.passed()).isFalse();
        assertThat(finding.message())
                .contains("truncated is 1.000 (40/40), baseline 0.000 (0/40): rise 1.00 > allowed 0.05 at 95 %");
    }

    @Test
    void aLimitWithoutDecimalsDoesNotRoundADropToOne() {
        assertThat(only(drop("0"), List.of(at(0, now(20, 8, 373))), List.of(at(0, before(20, 8, 373))))
                        .message())
                .contains("drop 0.024 > allowed 0 at 95 % confidence");
        assertThat(only(minimum("1"), List.of(at(0, now(0, 0, 499))), List.of()).message())
                .contains("is 0.998 (499/500), below the minimum 1 at 95 % confidence (exact binomial p<0.001)");
    }

    @Test
    void roundingErrorsAreNoViolation() {
        // Three tenths up and three tenths down, in binary fractions; and a drop of just what is allowed.
        List<Outcome> before = Responses.counts(10, 3, 4, 9, 1, 5, 2);
        List<Outcome> shuffled = Responses.counts(10, 4, 3, 8, 2, 5, 2);
        List<Outcome> tenLess = Responses.counts(10, 2, 3, 8, 1, 3, 1);

        assertThat(only(rule("avg@10", null, "0", null), List.of(at(1, shuffled)), List.of(at(1, before)))
                        .message())
                .contains(": no drop (");
        assertThat(only(rule("avg@10", null, "0.1", null), List.of(at(1, tenLess)), List.of(at(1, before)))
                        .message())
                .contains("drop 0.1 within the allowed 0.1");
        assertThat(only(rule("avg@10", "0.4", null, null), List.of(at(1, before)), List.of())
                        .message())
                .contains("is 0.4, not below the minimum 0.4");
    }

    @Test
    void theSameInputGivesTheSameSentences() {
        List<Rule> rules = List.of(drop("0.01"), minimum("0.7"));
        assertThat(Gate.check(rules, List.of(at(0, now(9, 4, 300))), List.of(at(0, before(9, 4, 300))), ACCEPT))
                .isEqualTo(
                        Gate.check(rules, List.of(at(0, now(9, 4, 300))), List.of(at(0, before(9, 4, 300))), ACCEPT));
    }
}
