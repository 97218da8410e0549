package dev.luffy.maven.ablate;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.benchmarks.score.Holm;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
import dev.luffy.maven.study.Quantity.Course;
import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

    private static final Quantity SCORE = new Quantity.HeldOut(null);

    @TempDir
    Path folder;

    private static Claim claim(Quantity quantity, String variant, String than, Expectation expected) {
        return new Claim("test." + variant + "-" + than, "a statement", quantity, variant, than, expected);
    }

    private Finished runs(Claim... claims) {
        return new Finished(folder, List.of(claims), "base", "x", "y");
    }

    @Test
    void aClaimIsTestedOnDifferencesPairedBySeed() throws Exception {
        Finished runs = runs(claim(SCORE, "x", "y", MORE));
        runs.run("y", 3, 10);
        runs.run("y", 1, 20);
        runs.run("y", 2, 30);
        runs.run("x", 1, 50);
        runs.run("x", 2, 61);
        runs.run("x", 3, 42);
        runs.run("x", 4, 99);

        Finding finding = runs.findings().get(0);
        assertThat(finding.difference().seeds()).containsExactly(1L, 2L, 3L);
        assertThat(finding.difference().mean()).isCloseTo(0.31, within(1e-12));
        // s = 0.01: t = 0.31·√3/0.01 = 53.694 with 2 degrees of freedom, p = 1 − t/√(t² + 2) in closed form.
        double t = 31 * Math.sqrt(3);
        assertThat(finding.difference().tTestP()).isCloseTo(1 - t / Math.sqrt(t * t + 2), within(1e-9));
        assertThat(finding.difference().signFlipP()).isEqualTo(0.25);
        assertThat(finding.verdict()).isEqualTo(Verdict.SHOWS);
        assertThat(finding.reason()).isNull();
        assertThat(finding.comparison()).isEqualTo("x − y");
    }

    @Test
    void withNothingToCompareWithTheDifferenceIsTheNumberItself() throws Exception {
        Finished runs = runs(claim(new Course(Trait.REWARD, Span.LAST_LESS_FIRST), "x", null, LESS));
        runs.run("x", 1, 0, Finished.rewards(0.9, 0.5, 0.25));
        runs.run("x", 2, 0, Finished.rewards(0.875, 0.5, 0.25));
        runs.run("x", 3, 0, Finished.rewards(0.8, 0.5, 0.25));

        Finding finding = runs.findings().get(0);
        assertThat(finding.difference().differences()).containsExactly(0.25 - 0.9, 0.25 - 0.875, 0.25 - 0.8);
        assertThat(finding.than()).isNull();
        assertThat(finding.comparison()).isEqualTo("x");
        assertThat(finding.verdict()).isEqualTo(Verdict.SHOWS);
    }

    @Test
    void holmTakesAllClaimsOfADifferenceThatCanBeTestedAsOneFamily() throws Exception {
        Finished runs = runs(
                claim(SCORE, "x", "base", MORE),
                claim(SCORE, "missing", "base", MORE),
                claim(SCORE, "y", "base", MORE),
                claim(SCORE, "x", "y", LESS));
        runs.scores("base", 10, 20, 30, 40);
        runs.scores("x", 15, 24, 36, 43);
        runs.scores("y", 11, 19, 33, 40);

        List<Finding> findings = runs.findings();
        double[] p = {
            findings.get(0).difference().tTestP(),
            findings.get(2).difference().tTestP(),
            findings.get(3).difference().tTestP()
        };
        double[] adjusted = Holm.adjust(p);
        assertThat(findings.get(0).difference().tTestHolm())
                .isEqualTo(adjusted[0])
                .isGreaterThan(p[0]);
        assertThat(findings.get(1).difference()).isNull();
        assertThat(findings.get(2).difference().tTestHolm()).isEqualTo(adjusted[1]);
        assertThat(findings.get(3).difference().tTestHolm()).isEqualTo(adjusted[2]);
        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.SHOWS);
        assertThat(findings.get(2).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(findings.get(3).verdict()).isEqualTo(Verdict.OPPOSITE);
    }

    @Test
    void whatIsMissingIsNotMeasuredAndSaysWhy() throws Exception {
        Quantity reward = new Course(Trait.REWARD, Span.LAST);
        Finished runs = runs(
                claim(SCORE, "base", "sft-then-rl", MORE),
                claim(SCORE, "base", "y", MORE),
                claim(reward, "base", "x", MORE),
                claim(new Quantity.HeldOut("hard"), "base", "x", MORE),
                claim(new Quantity.Answers("pass@8", Quantity.At.LOWEST), "base", "x", MORE),
                claim(reward, "base", "base", MORE));
        runs.run("base", 1, 5, Finished.rewards(0.1, 0.2, 0.3));
        runs.run("x", 1, 5, Finished.line(1, null, null, null));

        assertThat(runs.findings()).allMatch(each -> each.verdict() == Verdict.NOT_MEASURED);
        assertThat(runs.findings())
                .extracting(Finding::reason)
                .containsExactly(
                        "there is no variant sft-then-rl",
                        "y has no finished run",
                        "x: nothing was sampled there in training",
                        "base: the held-out problems have no level hard",
                        "models were not asked for pass@8",
                        "base and base are the same here");
        assertThat(runs.findings()).extracting(Finding::difference).containsOnlyNulls();
    }

    @Test
    void seedsThatAreNotSharedAreNoPairsAndOneSeedIsNoTest() throws Exception {
        Finished runs = runs(claim(SCORE, "base", "x", MORE), claim(SCORE, "base", "y", MORE));
        runs.run("base", 1, 50);
        runs.run("x", 2, 20);
        runs.run("y", 1, 25);

        assertThat(runs.findings().get(0).reason()).isEqualTo("no seed is finished by both");
        Finding one = runs.findings().get(1);
        assertThat(one.verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(one.reason()).isEqualTo("one seed has no spread to judge by");
        assertThat(one.difference().mean()).isEqualTo(0.25);
        assertThat(one.difference().tTestHolm()).isNull();
    }

    @Test
    void aVariantThatTheBaseItselfIsStandsForIt() throws Exception {
        Finished runs = runs(claim(SCORE, "rung", "x", MORE), claim(SCORE, "rung", "base", MORE));
        runs.scores("base", 60, 61, 62);
        runs.scores("x", 10, 13, 12);

        List<Finding> findings = runs.findings(new Samples(), Map.of("rung", "base"));
        assertThat(findings.get(0).variant()).isEqualTo("base");
        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.SHOWS);
        assertThat(findings.get(1).reason()).isEqualTo("rung and base are the same here");
    }

    @Test
    void equalRunsAreNoDifferenceAtAllAndHaveNumbersForP() throws Exception {
        Finished runs = runs(claim(SCORE, "base", "x", MORE));
        runs.scores("base", 10, 20, 30);
        runs.scores("x", 10, 20, 30);

        Finding finding = runs.findings().get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(finding.difference().tTestHolm()).isEqualTo(1);
        assertThat(finding.difference().signFlipHolm()).isEqualTo(1);
    }
}
