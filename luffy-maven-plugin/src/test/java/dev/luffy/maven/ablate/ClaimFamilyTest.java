package dev.luffy.maven.ablate;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Expectation.NO_MORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
import dev.luffy.maven.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which claims are corrected for one another, and by which p each is judged. */
class ClaimFamilyTest {

    @TempDir
    Path folder;

    private static Claim claim(String variant, String than, Expectation expected) {
        return new Claim(
                "s." + variant + "-" + than, "a statement", new Quantity.HeldOut(null), variant, than, expected);
    }

    @Test
    void aClaimOfAbsenceIsContradictedByAnUncorrectedPHoweverManyOthersThereAre() throws Exception {
        // x − base is 2, 6, 10: t = 6·√3/4 = 2.6, p = 0.12; y − base 10, 12, 17: t = 6.245, p = 0.0247.
        List<Claim> claims = new ArrayList<>(List.of(claim("y", "base", NO_MORE)));
        for (int i = 0; i < 4; i++) claims.add(claim("x", "base", MORE));
        Finished runs = new Finished(folder, claims, "base", "x", "y");
        runs.scores("base", 10, 20, 30);
        runs.scores("x", 12, 26, 40);
        runs.scores("y", 20, 32, 47);

        List<Finding> findings = runs.findings();
        Finding absence = findings.get(0);
        assertThat(absence.difference().tTestP()).isBetween(0.02, 0.03);
        assertThat(absence.difference().tTestHolm()).isNull();
        assertThat(absence.difference().signFlipHolm()).isNull();
        assertThat(absence.p()).isEqualTo(absence.difference().tTestP());
        assertThat(absence.verdict()).isEqualTo(Verdict.CONTRADICTED);
        // Four and not five: the claim of absence takes no rank.
        Difference x = findings.get(1).difference();
        assertThat(x.tTestHolm()).isEqualTo(4 * x.tTestP());
        assertThat(x.signFlipHolm()).isEqualTo(1);
        assertThat(findings.get(1).p()).isEqualTo(x.tTestHolm());
        assertThat(new ClaimsTable(findings).markdown())
                .anyMatch(line ->
                        line.contains(" no more | 3 | ") && line.matches(".* \\| – \\| 0\\.0\\d+ \\| – \\| contra.*"))
                .anyMatch(line -> line.contains("and is none of that family"));
    }

    @Test
    void twoNearlyEqualSeedsShowNothingAndTakeNoRank() throws Exception {
        Finished runs = new Finished(
                folder,
                List.of(
                        claim("x", "base", MORE),
                        claim("x", "base", LESS),
                        claim("x", "base", NO_MORE),
                        claim("y", "base", MORE)),
                "base",
                "x",
                "y");
        runs.scores("base", 10, 20, 30);
        runs.scores("x", 50, 61);
        runs.scores("y", 50, 61, 72);

        List<Finding> findings = runs.findings();
        assertThat(findings.get(0).difference().tTestP()).isLessThan(0.05); // 40 and 41
        assertThat(findings.subList(0, 3)).allSatisfy(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.NOT_MEASURED);
            assertThat(each.reason()).isEqualTo("two seeds are too few");
            assertThat(each.difference().tTestHolm()).isNull();
            assertThat(each.p()).isNull();
        });
        assertThat(findings.get(3).verdict()).isEqualTo(Verdict.SHOWS);
        Difference alone = findings.get(3).difference();
        assertThat(alone.tTestHolm()).isEqualTo(alone.tTestP());
    }

    @Test
    void equalDifferencesEnterTheFamilyWithTheirSignFlipP() throws Exception {
        Finished runs =
                new Finished(folder, List.of(claim("x", "base", MORE), claim("y", "base", MORE)), "base", "x", "y");
        runs.scores("base", 10, 20, 30, 40);
        runs.scores("x", 20, 30, 40, 50);
        runs.scores("y", 20, 29, 41, 50);

        Difference equal = runs.findings().get(0).difference();
        Difference other = runs.findings().get(1).difference();
        assertThat(equal.tTestP()).isLessThan(1e-12); // 0 but for rounding
        assertThat(equal.decidingP()).isEqualTo(equal.signFlipP()).isEqualTo(0.125);
        assertThat(equal.tTestHolm()).isEqualTo(0.125); // the larger of two
        assertThat(other.tTestHolm()).isEqualTo(2 * other.tTestP()); // the first rank, which p = 0 would have taken
        assertThat(runs.findings()).extracting(Finding::verdict).containsExactly(Verdict.NOT_SHOWN, Verdict.SHOWS);
    }

    @Test
    void whereTheSignFlipTestCannotEnumerateItsPOfEqualDifferencesIsKnownAllTheSame() {
        List<Long> seeds = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        for (long seed = 1; seed <= 30; seed++) {
            seeds.add(seed);
            differences.add(0.5);
        }
        Difference many = Difference.of(seeds, differences);

        assertThat(many.signFlipP()).isNull();
        assertThat(many.decidingP()).isEqualTo(2 / Math.pow(2, 30));
        Difference ten = Difference.of(seeds.subList(0, 10), differences.subList(0, 10));
        assertThat(ten.decidingP()).isEqualTo(ten.signFlipP());
    }

    @Test
    void atOneTemperatureNoneIsTheLowest() throws Exception {
        World once = new World().answer("base", "pass@8", 1, 0.4).answer("sft", "pass@8", 1, 0.6);
        Claim cold = Study.TEMPERATURE.claims().get(0);
        assertThat(cold.id()).isEqualTo("temperature.cold");

        Finding finding = once.finding(folder, cold);
        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(finding.reason()).isEqualTo("models were asked for pass@8 at temperature 1 alone");
    }
}
