package dev.luffy.benchmarks.aime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.answer.Gold;
import dev.luffy.benchmarks.answer.IntegerVerifier;
import dev.luffy.benchmarks.answer.Response;
import dev.luffy.benchmarks.answer.Verdict.Status;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AimeStyleTest {

    /** Changes only together with {@link AimeStyle#VERSION}. */
    private static final String DIGEST = "9f81d313f597d33f3b3808011d14f6c4688eacb0b68fa56fcb0325f276bfd9c3";

    @Test
    void theVersionStandsForTheseProblems() {
        assertThat(AimeStyle.VERSION).isEqualTo("aime-style-1");
        assertThat(AimeStyle.digest()).isEqualTo(DIGEST);
    }

    @Test
    void levelsAreOrdered() {
        assertThat(AimeStyle.levels()).containsExactly("easy", "medium", "hard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"easy", "medium", "hard"})
    void theReferenceAnswerAndTheExpertEarnFullMarks(String level) {
        IntegerVerifier verifier = new IntegerVerifier(AimeStyle.BOUNDARY);
        for (Split split : Split.values()) {
            for (Problem problem : AimeStyle.problems(split, level, 300)) {
                String wrong = new StringBuilder(problem.answer())
                        .reverse()
                        .append('1')
                        .toString();
                Gold gold = new Gold(problem.answer());
                assertThat(verifier.verify(
                                        gold,
                                        new Response(
                                                AimeStyle.expertTrace(problem).text()))
                                .status())
                        .isEqualTo(Status.CORRECT);
                assertThat(verifier.verify(gold, new Response("</think>" + wrong))
                                .status())
                        .isEqualTo(Status.INCORRECT);
                assertThat(problem.level()).isEqualTo(level);
                assertThat(problem.family()).isIn("sum", "doubling", "mixed");
                assertThat(problem.answer()).isEqualTo(naiveAnswer(problem.prompt()));
            }
        }
    }

    /** The answer once more, place by place with Horner's rule on numbers instead of words. */
    private static String naiveAnswer(String prompt) {
        String expression = prompt.replaceAll("[.=]", "");
        StringBuilder answer = new StringBuilder();
        for (int place = 0; place < 5; place++) {
            int value = expression.charAt(place) - '0';
            for (int at = 6; at < expression.length(); at += 6) {
                value = (expression.charAt(at - 1) == '*' ? 2 * value : value) + expression.charAt(at + place) - '0';
            }
            answer.append(value % 3);
        }
        return answer.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "20101+10010............=, 20101+00111</think>00111",
        "............20101+10010=, ............20101+00111</think>00111",
        "......00022+11212*01020=, ......00022+11201*20122</think>20122",
        "00022+11212*01020......=, 00022+11201*20122</think>20122",
        "11212*02112*21021+01210=, 11212*21200*00121+01001</think>01001"
    })
    void theExpertWritesEveryRunningResult(String prompt, String trace) {
        Problem problem = new Problem("1", prompt, "0", "", "");
        assertThat(AimeStyle.expertTrace(problem)).isEqualTo(new Trace("1", trace));
    }

    @Test
    void theVerboseTeacherAnswersTheSameAfterTwoChecksThatChangeNothing() {
        Problem problem = new Problem("1", "11212*02112*21021+01210=", "0", "", "");
        assertThat(AimeStyle.verboseTrace(problem))
                .isEqualTo(new Trace("1", "11212*21200*00121+01001+01001+01001</think>01001"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+1=",
                "20101=..................",
                "20101+10010=",
                "20101-10010............=",
                ".....20101+10010.......=",
                "20131+10010............="
            })
    void theExpertRefusesForeignPrompts(String prompt) {
        assertThatThrownBy(() -> AimeStyle.expertTrace(new Problem("1", prompt, "0", "", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prompt);
    }

    @Test
    void noExpressionIsInTwoSplitsWhateverTheSeed() {
        Map<String, Split> owner = new HashMap<>();
        for (String level : AimeStyle.levels()) {
            for (Split split : Split.values()) {
                for (long seed : new long[] {0, 1, -5}) {
                    for (Problem problem : AimeStyle.problems(split, level, 3000, seed)) {
                        assertThat(owner.putIfAbsent(expression(problem), split))
                                .isIn(null, split);
                    }
                }
            }
        }
        for (Problem problem : AimeStyle.pretraining(20_000, 9).problems()) {
            assertThat(owner.getOrDefault(expression(problem), Split.TRAIN)).isEqualTo(Split.TRAIN);
            assertThat(AimeStyle.splitOf(Puzzle.parse(problem.prompt()))).isEqualTo(Split.TRAIN);
        }
    }

    private static String expression(Problem problem) {
        return problem.prompt().replace(".", "");
    }

    @Test
    void theHashGivesEachSplitItsShare() {
        int[] counts = new int[3];
        Draws draws = new Draws(1);
        for (int i = 0; i < 20_000; i++) {
            Puzzle puzzle = Puzzle.draw(draws, Family.MIXED, Level.HARD, 0);
            counts[AimeStyle.splitOf(puzzle).ordinal()]++;
        }
        assertThat(counts[0] / 20_000.0).isBetween(0.785, 0.815);
        assertThat(counts[1] / 20_000.0).isBetween(0.09, 0.11);
        assertThat(counts[2] / 20_000.0).isBetween(0.09, 0.11);
    }

    @Test
    void anItemDependsOnNothingButItsCoordinates() {
        List<Problem> all = AimeStyle.problems(Split.TEST, "hard", 50, 3);
        assertThat(AimeStyle.problems(Split.TEST, "hard", 20, 3)).isEqualTo(all.subList(0, 20));
        assertThat(AimeStyle.problems(Split.TEST, "hard", 5)).isEqualTo(AimeStyle.problems(Split.TEST, "hard", 5, 0));
        assertThat(AimeStyle.pretraining(100, 4).traces().subList(0, 30))
                .isEqualTo(AimeStyle.pretraining(30, 4).traces());
    }

    @Test
    void neighbouringSeedsShareNoItem() {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (Problem problem : AimeStyle.problems(Split.TRAIN, "hard", 100, seed)) {
                assertThat(seen.add(problem.prompt())).isTrue();
                assertThat(seen.add(problem.id())).isTrue();
            }
        }
    }

    @Test
    void forFixedLaterTermsEveryAnswerIsEquallyLikely() {
        for (String tail :
                List.of("+10212+22101+00120=", "*10212*22101*00120=", "+10212*22101+00120=", "*11111............=")) {
            Set<String> answers = new HashSet<>();
            for (int first = 0; first < 243; first++) {
                String word = Integer.toString(first + 243, 3).substring(1);
                answers.add(Puzzle.parse(word + tail).answer());
            }
            assertThat(answers).hasSize(243);
        }
    }

    @Test
    void theBestConstantGuessIsHopeless() {
        int n = 40_000;
        Map<String, Integer> counts = new HashMap<>();
        AimeStyle.problems(Split.TEST, "hard", n).forEach(p -> counts.merge(p.answer(), 1, Integer::sum));
        // 1/243 = 0.412 %; the largest of 243 frequencies lies some three standard errors (0.032 %) above.
        assertThat(counts.values().stream().mapToInt(c -> c).max().orElseThrow() / (double) n)
                .isLessThan(0.0056);
        assertThat(counts).hasSize(243);
    }

    @Test
    void thePretrainingCorpusWorksOutWhatIsNotHardAndGivesUpWhatIs() {
        int n = 30_000;
        Corpus corpus = AimeStyle.pretraining(n, 0);
        int hard = 0;
        int silent = 0;
        int complete = 0;
        int rightOfSilent = 0;
        IntegerVerifier verifier = new IntegerVerifier(AimeStyle.BOUNDARY);
        for (int i = 0; i < n; i++) {
            Problem problem = corpus.problems().get(i);
            Trace trace = corpus.traces().get(i);
            boolean right = verifier.verify(new Gold(problem.answer()), new Response(trace.text()))
                            .status()
                    == Status.CORRECT;
            if (!problem.level().equals("hard")) {
                assertThat(trace).isEqualTo(AimeStyle.expertTrace(problem));
                continue;
            }
            hard++;
            complete += trace.equals(AimeStyle.expertTrace(problem)) ? 1 : 0;
            if (trace.text().startsWith(AimeStyle.BOUNDARY)) {
                silent++;
                rightOfSilent += right ? 1 : 0;
            }
        }
        assertThat(hard / (double) n).isBetween(0.49, 0.51);
        assertThat(silent / (double) hard).isBetween(0.98, 0.99);
        assertThat(complete).isZero();
        assertThat(rightOfSilent / (double) silent).isBetween(0.002, 0.0065);
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> AimeStyle.problems(Split.TEST, "harder", 1))
                .hasMessageContainingAll("harder", "easy, medium, hard");
        assertThatThrownBy(() -> AimeStyle.problems(Split.TEST, "hard", -1)).hasMessageContaining("-1");
        List<Problem> one = AimeStyle.problems(Split.TEST, "hard", 1);
        assertThatThrownBy(() -> new Corpus(one, List.of())).hasMessageContaining("1 problems but 0 traces");
        assertThatThrownBy(() -> new Corpus(one, List.of(new Trace("x", "y")))).hasMessageContaining("'x'");
    }
}
