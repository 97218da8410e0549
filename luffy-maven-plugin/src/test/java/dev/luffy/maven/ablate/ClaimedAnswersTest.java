package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Quantity;
import dev.luffy.maven.study.Quantity.At;
import dev.luffy.runtime.experiment.Request;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims about what models answer, and what has to be asked for them. */
class ClaimedAnswersTest extends EvaluationFixture {

    private static Claim claim(String name, String metric, At at) {
        return new Claim("s." + name, name, new Quantity.Answers(metric, at), "base", "mixed", Expectation.MORE);
    }

    @BeforeEach
    void claim() {
        claims = List.of(
                claim("cold", "pass@3", At.LOWEST),
                claim("rise", "pass@3", At.HIGHEST_LESS_LOWEST),
                claim("like", "similarity", At.LOWEST),
                claim("length", "tokens", At.LOWEST),
                new Claim("s.score", "score", new Quantity.HeldOut(null), "base", "mixed", Expectation.MORE));
        responses = 4;
    }

    private List<String> warnings() {
        return output.warnings.stream()
                .filter(line -> line.contains("cannot be measured"))
                .toList();
    }

    @Test
    void passAtTheNumberOfAClaimIsMeasuredAmongMoreResponses() throws IOException {
        declare(new TeacherSource.JsonLines(traces));
        ablate();

        assertThat(warnings()).isEmpty();
        // Responses 1, 2 and 3 of 4 to p0 are right, 2 and 3 to p1, 3 to p2: any 3 of 4 miss the right one in 1 of 4
        // cases.
        assertThat(samples("base,2,sums,0.5,pass@3,")).containsExactly("" + (1 + 1 + 0.75) / 3);
        assertThat(samples("base,2,sums,0.5,"))
                .extracting(line -> line.split(",")[0])
                .containsExactly("pass@1", "pass@3", "pass@4", "truncated", "tokens", "similarity");
        assertThat(table("claims.csv"))
                .contains("s.cold,cold,pass@3 at temperature 0.5,base,mixed,MORE,")
                .doesNotContain("were not asked for");
    }

    @Test
    void withTooFewResponsesThatIsSaidBeforeAnythingTrains() throws IOException {
        responses = 2;
        declare(new TeacherSource.JsonLines(traces));
        ablate();

        assertThat(warnings())
                .containsExactly("ablation a: s.cold, s.rise cannot be measured: pass@3 takes 3 responses to a problem,"
                        + " and 2 are asked for; raise <samples>");
        assertThat(lines.indexOf(warnings().get(0))).isLessThan(lines.indexOf(training()));
        assertThat(table("samples.csv")).doesNotContain("pass@3");
    }

    private String training() {
        return lines.stream()
                .filter(line -> line.startsWith("training "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withOneUsableTemperatureOrNoTeacherThatIsSaidInTheDryRunToo() throws IOException {
        temperatures = List.of(0.0, 1.0);
        declare(null);
        ablate(true, null, Request.Resume.AUTO, false);
        assertThat(warnings())
                .containsExactly(
                        "ablation a: s.cold, s.rise cannot be measured: they take two temperatures; declare two"
                                + " <temperatures> above 0",
                        "ablation a: s.like cannot be measured: there is no teacher to compare answers with; declare a"
                                + " <teacher>");

        temperatures = List.of(0.0);
        declare(new TeacherSource.JsonLines(traces));
        ablate(true, null, Request.Resume.AUTO, false);
        assertThat(warnings().get(0))
                .isEqualTo("ablation a: s.cold, s.rise cannot be measured: pass@3 takes 3 responses to a problem, and"
                        + " greedy decoding makes one; declare <temperatures> above 0");
    }

    @Test
    void aClaimAtTheOnlyTemperatureIsMeasuredThereAndNotWarnedOf() throws IOException {
        claims = List.of(claim("only", "tokens", At.LOWEST_OR_ONLY), claim("lowest", "tokens", At.LOWEST));
        temperatures = List.of(0.5);
        declare(null);
        ablate();

        assertThat(warnings())
                .containsExactly("ablation a: s.lowest cannot be measured: they take two temperatures; declare two"
                        + " <temperatures> or more");
        assertThat(table("claims.csv"))
                .contains("s.only,only,tokens at temperature 0.5,base,mixed,MORE,0")
                .contains("models were asked for tokens at temperature 0.5 alone");
    }

    @Test
    void withoutAnEvaluationThatIsSaid() throws IOException {
        evaluation = null;
        ablate(true, null, Request.Resume.AUTO, false);

        assertThat(warnings())
                .containsExactly(
                        "ablation a: s.cold, s.rise, s.length cannot be measured: the models are asked nothing after"
                                + " training; declare an <evaluation>",
                        "ablation a: s.like cannot be measured: the models are asked nothing after training; declare"
                                + " an <evaluation> and a <teacher>");
    }
}
