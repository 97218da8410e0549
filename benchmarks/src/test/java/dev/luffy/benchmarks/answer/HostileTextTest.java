package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTextTest {

    private static final List<String> GOLDS = List.of("5", "\\frac{x^2+1}{2}", "1,2,3", "(2,3)", "C");

    /** Texts that break or stall other graders: the test ends, and every one gets a short verdict that is not "correct". */
    @ParameterizedTest
    @MethodSource("texts")
    void everyTextGetsAVerdict(String response) {
        for (String policy : List.of("math", "choice", "math-boxed")) {
            MathVerifier verifier = new MathVerifier(Policy.named(policy));
            // Policies that search otherwise compare alike.
            for (String gold : policy.equals("math") ? GOLDS : List.of("5", "C")) {
                Verdict verdict = verifier.verify(new Gold(gold), new Response(response));
                assertThat(verdict.status()).as(verdict.reason()).isNotIn(Status.CORRECT, Status.GOLD_UNPARSED);
                assertThat(verdict.reason()).hasSizeLessThan(600);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void asAGoldAnswerItNeitherThrowsNorMatches(String gold) {
        Verdict verdict = new MathVerifier(Policy.named("math")).verify(new Gold(gold), new Response("\\boxed{888}"));
        assertThat(verdict.status()).isNotEqualTo(Status.CORRECT);
    }

    static List<String> texts() {
        List<String> texts =
                new ArrayList<>(List.of("", "\\", "$", "\\boxed", "\\boxed{", "}", "\\boxed{}", "\\boxed{\\frac}"));
        String[] parts = ("( \\{ [ { \\left( \\frac{1}{ \\sqrt{ \\frac1 x^ | |x - \\sin \\sin( ]1,2[, x= 7, 9^ \\text{ "
                        + "\\begin{pmatrix} \\boxed{ 7^\\circ \\( \\[ $$ \\log_ !! ** .. x' \\Delta \\sum_ \\cup \\text{cm} 7% 7: \\\\ _")
                .split(" ");
        for (String part : parts) {
            texts.add("\\boxed{" + part.repeat(4_000 / part.length()) + "}");
            texts.add(part.repeat(40_000));
        }
        texts.add("answer is ".repeat(40_000));
        texts.add("$ ".repeat(40_000));
        texts.add("\\boxed{7" + "cm ".repeat(1_300) + "}");
        texts.add("\\boxed{" + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "}");
        texts.add("\\boxed{" + "(".repeat(150) + "1" + ")".repeat(150) + "}");
        texts.add("\\boxed{" + "7".repeat(2_000) + "}");
        texts.add("\\boxed{((100!)!)!}");
        String alphabet = "\\{}()[]^_+-*/=<>,;:!|%$&~ abxyz019\\frac\\sqrt\\left\\right\\text\\pm\\cup\\begin{cases}";
        Random random = new Random(11);
        for (int i = 0; i < 120; i++) {
            StringBuilder text = new StringBuilder("\\boxed{7777");
            random.ints(i < 100 ? 1 + random.nextInt(60) : 4_000, 0, alphabet.length())
                    .forEach(at -> text.append(alphabet.charAt(at)));
            texts.add(text.append('}').toString());
        }
        return texts;
    }
}
