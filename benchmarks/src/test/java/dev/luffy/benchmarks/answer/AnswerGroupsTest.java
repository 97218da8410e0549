package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.expression.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerGroupsTest {

    private static final List<String> HAND = List.of(
            "1/2",
            "0.5",
            "0.500",
            "50\\%",
            "50",
            "042",
            "42",
            "42.0",
            "\\frac{84}{2}",
            "1/3",
            "0.333",
            "0.3333",
            "x+1",
            "1+x",
            "y+1",
            "2x",
            "x+y",
            "x=5",
            "5",
            "5 cm",
            "5\\text{ m}",
            "(1,3)",
            "1<x<3",
            "\\{3,1\\}",
            "3,1",
            "1,3",
            "1:3",
            "\\pm 2",
            "2,-2",
            "45^\\circ",
            "45",
            "\\pi/4",
            "0.785",
            "\\infty",
            "-\\infty",
            "f(x)+1",
            "1+f(x)",
            "\\sqrt{-4}",
            "2i",
            "101_2",
            "101",
            "\\sqrt{3-2\\sqrt 2}-\\sqrt 2+1",
            "0",
            "10^{400}",
            "10^{-400}",
            "n!",
            "\\sqrt{x^2}",
            "|x|",
            "x",
            "cat",
            "\\text{cat}",
            "\\frac{",
            "\\frac{ ",
            "9^{9^{9^9}}",
            "\\ln 2",
            "0.693",
            "A",
            "(A)",
            "12:30",
            "1,000",
            "1000",
            "1000.4");

    /** The naive twin: the first earlier first of a group that is the same. */
    private static List<Integer> naive(MathVerifier verifier, List<String> answers) {
        List<String> firsts = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (String answer : answers) {
            int group = IntStream.range(0, firsts.size())
                    .filter(i -> verifier.sameAnswer(firsts.get(i), answer))
                    .findFirst()
                    .orElse(firsts.size());
            if (group == firsts.size()) firsts.add(answer);
            groups.add(group);
        }
        return groups;
    }

    private static List<Integer> grouped(MathVerifier verifier, List<String> answers) {
        ToIntFunction<String> groups = verifier.groups();
        return answers.stream().map(groups::applyAsInt).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"math", "olympiadbench", "qwen-math", "mario", "math-verify", "hendrycks"})
    void groupsAreThoseOfComparingEveryPair(String policy) {
        MathVerifier verifier = new MathVerifier(Policy.named(policy));
        Random random = new Random(5);
        List<String> answers = new ArrayList<>(HAND);
        Collections.shuffle(answers, random);

        assertSame(verifier, answers);
    }

    private static void assertSame(MathVerifier verifier, List<String> answers) {
        List<Integer> naive = naive(verifier, answers);
        List<Integer> grouped = grouped(verifier, answers);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(grouped.indexOf(grouped.get(i))))
                    .as("the first answer that is %s", answers.get(i))
                    .isEqualTo(answers.get(naive.indexOf(naive.get(i))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"renamedVariables", "relationsAsSets", "baseMayBeLeftOut", "tuplesAreSets"})
    void groupsAreThoseOfComparingEveryPairUnderEverySetting(String setting) {
        MathVerifier verifier = new MathVerifier(Policy.named("math").with(setting, "true"));

        assertSame(verifier, HAND);
    }

    @Test
    void rewrittenAnswersFindTheirGroup() {
        MathVerifier verifier = new MathVerifier(Policy.named("math"));
        RandomAnswers random = new RandomAnswers(new Random(6));
        List<String> answers = new ArrayList<>();
        while (answers.size() < 120) {
            Expr answer = random.expression(2, answers.size() % 4 == 0);
            if (!RandomAnswers.isTame(answer)) continue;
            answers.add(Printed.latex(answer));
            answers.add(Printed.plain(random.rewritten(answer)));
        }

        List<Integer> groups = grouped(verifier, answers);

        assertThat(groups).isEqualTo(naive(verifier, answers));
        for (int i = 0; i < groups.size(); i += 2) assertThat(groups.get(i)).isEqualTo(groups.get(i + 1));
    }

    @Test
    void manyDifferentAnswersAreToldApartByAGlance() {
        AnswerGroups groups = (AnswerGroups) new MathVerifier(Policy.named("math")).groups();

        for (int i = 0; i < 256; i++) {
            assertThat(groups.applyAsInt(
                            "\\frac{x^" + (i % 16 + 2) + " + \\sqrt{" + (i / 16 + 2) + "}}{" + (i + 1) + "}"))
                    .isEqualTo(i);
        }

        // Every pair compared in full would be 65,000 comparisons.
        assertThat(groups.comparisons()).isLessThan(2_000);
    }

    @Test
    void comparisonsEndWhereTheBudgetDoes() {
        AnswerGroups groups = (AnswerGroups) new MathVerifier(Policy.named("math")).groups();

        for (int i = 0; i < 200; i++) {
            assertThat(groups.applyAsInt("f(x) + " + i + ", x")).isEqualTo(i);
        }

        assertThat(groups.comparisons()).isLessThan(AnswerGroups.BUDGET / AnswerGroups.FIXED + 2);
        // What is told by integers or the same text needs no comparison.
        int last = groups.applyAsInt("7");
        assertThat(groups.applyAsInt("007")).isEqualTo(last);
    }
}
