package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MathVerifierTest {

    private static final MathVerifier MATH = new MathVerifier(Policy.named("math"));

    record Row(String gold, String response, boolean equal) {
        @Override
        public String toString() {
            return response + (equal ? " answers " : " does not answer ") + gold;
        }
    }

    static Stream<Row> answers() {
        return Stream.of("answers.txt", "structures.txt", "near-misses.txt", "pairs.txt")
                .flatMap(MathVerifierTest::rows);
    }

    static Stream<Row> responses() {
        return Stream.of("responses.txt", "sentences.txt", "remarks.txt").flatMap(MathVerifierTest::rows);
    }

    @ParameterizedTest
    @MethodSource
    void answers(Row row) {
        Verdict verdict = MATH.verify(new Gold(row.gold()), boxed(row.response()));
        assertThat(verdict.status() == Status.CORRECT).as(verdict.toString()).isEqualTo(row.equal());
    }

    @ParameterizedTest
    @MethodSource
    void responses(Row row) {
        Verdict verdict = MATH.verify(new Gold(row.gold()), new Response(row.response()));
        assertThat(verdict.status() == Status.CORRECT).as(verdict.toString()).isEqualTo(row.equal());
    }

    static Stream<Row> underMathVerify() {
        return rows("under-math-verify.txt");
    }

    @ParameterizedTest
    @MethodSource
    void underMathVerify(Row row) {
        Verdict verdict = new MathVerifier(Policy.named("math-verify"))
                .verify(new Gold(row.gold()), new Response(row.response()));
        assertThat(verdict.status() == Status.CORRECT).as(verdict.toString()).isEqualTo(row.equal());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyGoldAnswerIsItsOwnAnswer(Row row) {
        assertThat(MATH.verify(new Gold(row.gold()), boxed(row.gold())).status())
                .isEqualTo(Status.CORRECT);
        assertThat(MATH.sameAnswer(row.gold(), row.gold())).isTrue();
    }

    @Test
    void anyOfSeveralGoldAnswersWillDo() {
        Gold gold = new Gold("\\frac{1}{3}", List.of("7", "2"), "");
        assertThat(MATH.verify(gold, boxed("2")).status()).isEqualTo(Status.CORRECT);
        assertThat(MATH.verify(gold, boxed("1/3")).status()).isEqualTo(Status.CORRECT);
        assertThat(MATH.verify(gold, boxed("3")).status()).isEqualTo(Status.INCORRECT);
        assertThat(MATH.verify(gold, boxed("2, 7")).status()).isEqualTo(Status.INCORRECT);
    }

    @Test
    void theGoldAnswersOwnToleranceComesBeforeThePolicys() {
        Gold gold = new Gold("7.0", List.of(), "1e-1");
        assertThat(MATH.verify(gold, boxed("7.05")).status()).isEqualTo(Status.CORRECT);
        assertThat(MATH.verify(new Gold("7.0"), boxed("7.05")).status()).isEqualTo(Status.INCORRECT);
    }

    @Test
    void aGoldAnswerThatCannotBeReadIsTheDataSetsFault() {
        assertThat(MATH.verify(new Gold("\\frac{1}{"), boxed("3")).status()).isEqualTo(Status.GOLD_UNPARSED);
        assertThat(MATH.verify(new Gold(""), boxed("3")).status()).isEqualTo(Status.GOLD_UNPARSED);
        assertThat(MATH.verify(new Gold("t(0,4]"), boxed("t(0, 4]")).status()).isEqualTo(Status.CORRECT);
        assertThat(MATH.verify(new Gold("11 6/6"), boxed("116/6")).status()).isEqualTo(Status.GOLD_UNPARSED);
    }

    @Test
    void aNumberIsNeverTakenOutOfWhatCannotBeRead() {
        assertThat(MATH.verify(new Gold("3"), boxed("\\foo{3}")).status()).isEqualTo(Status.NO_ANSWER);
        assertThat(MATH.verify(new Gold("3"), new Response("so $\\frac{x}{3$ it is 3"))
                        .status())
                .isEqualTo(Status.NO_ANSWER);
    }

    @Test
    void towersAreTooCostlyAndSaySo() {
        assertThat(MATH.verify(new Gold("5"), boxed("9^{9^{9^{9}}}")).status()).isEqualTo(Status.TOO_COSTLY);
        assertThat(MATH.verify(new Gold("9^{9^{9^{9}}}"), boxed("9^{9^{9^{9}}}"))
                        .status())
                .isEqualTo(Status.CORRECT);
    }

    @Test
    void theVerdictCarriesTheAnswerWithoutItsBox() {
        assertThat(MATH.verify(new Gold("5"), new Response("so \\boxed{ x=5 }."))
                        .answer())
                .isEqualTo("x=5");
        assertThat(MATH.verify(new Gold("5"), new Response("")).answer()).isEmpty();
    }

    @Test
    void answersOfOneProblemAreTheSameWhicheverComesFirst() {
        assertThat(MATH.sameAnswer("\\frac12", "0.5")).isTrue();
        assertThat(MATH.sameAnswer("0.5", "\\frac12")).isTrue();
        assertThat(MATH.sameAnswer("0.5", "0.6")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            math-boxed      | 5        | the answer is 5             | NO_ANSWER
            math-boxed      | 5        | \\boxed{5}                  | CORRECT
            deepscaler      | 5        | \\boxed{5}                  | NO_ANSWER
            deepscaler      | 5        | hm</think>\\boxed{5}        | CORRECT
            exact-integer   | 27.0     | \\boxed{27}                 | CORRECT
            exact-integer   | 204      | \\boxed{204.0}              | CORRECT
            exact-integer   | 204      | \\boxed{204.00001}          | INCORRECT
            exact-integer   | 3        | \\boxed{300}                | INCORRECT
            choice          | C        | The answer is (C).          | CORRECT
            choice          | C        | \\boxed{\\text{C}}          | CORRECT
            choice          | E        | \\boxed{E: the moon}        | CORRECT
            choice          | C        | The answer is D, not C.     | INCORRECT
            choice          | C        | no idea                     | NO_ANSWER
            choice          | C        | The answer is C) 12         | CORRECT
            choice          | B        | \\boxed{\\textbf{(B)} 12}   | CORRECT
            choice          | B        | \\boxed{b}                  | NO_ANSWER
            choice          | 1        | 1                           | CORRECT
            choice          | 1        | (1)                         | CORRECT
            choice          | 1        | \\boxed{(1)}                | CORRECT
            choice          | (1)      | \\boxed{1}                  | CORRECT
            choice          | 1        | \\boxed{2}                  | INCORRECT
            choice          | 1        | \\boxed{12}                 | NO_ANSWER
            choice          | 1        | \\boxed{1.5}                | NO_ANSWER
            choice          | 1        | The answer is (1).          | CORRECT
            choice          | 1        | The answer is 2, not 1.     | INCORRECT
            choice          | 4        | The correct option is 4)    | CORRECT
            choice          | 3        | 3. Photosynthesis           | CORRECT
            choice          | 3        | There are 3 reasons         | NO_ANSWER
            choice          | 1        | A                           | NO_ANSWER
            choice          | A        | 1                           | NO_ANSWER
            exact-integer   | 204      | \\boxed{m+n=204}            | CORRECT
            exact-integer   | 204      | \\boxed{2.04}               | INCORRECT
            exact-integer   | 204      | \\boxed{204\\%}             | INCORRECT
            olympiadbench   | 0.64N    | \\boxed{0.64}               | INCORRECT
            hendrycks       | 10, 4    | \\boxed{4, 10}              | INCORRECT
            hendrycks       | 10\\%    | \\boxed{10}                 | CORRECT
            math-verify     | 28\\%    | \\boxed{28}                 | INCORRECT
            math            | 28\\%    | \\boxed{28}                 | CORRECT
            mario           | 40\\pi   | \\boxed{125.663}            | CORRECT
            """)
    void policiesDiffer(String policy, String gold, String response, Status status) {
        Verdict verdict = new MathVerifier(Policy.named(policy)).verify(new Gold(gold), new Response(response));
        assertThat(verdict.status()).as(verdict.toString()).isEqualTo(status);
    }

    @Test
    void aVerdictIsTheSameInEveryThread() {
        List<Row> rows = answers().toList();
        List<Verdict> alone = rows.stream()
                .map(row -> MATH.verify(new Gold(row.gold()), boxed(row.response())))
                .toList();
        List<Verdict> together = IntStream.range(0, rows.size() * 4)
                .parallel()
                .mapToObj(i -> rows.get(i % rows.size()))
                .map(row -> MATH.verify(new Gold(row.gold()), boxed(row.response())))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % rows.size()));
        }
    }

    private static Response boxed(String answer) {
        return new Response("Therefore $\\boxed{" + answer + "}$.");
    }

    private static Stream<Row> rows(String file) {
        try (var in = MathVerifierTest.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ¦ "))
                    .map(cells ->
                            new Row(cells[0].replace('⏎', '\n'), cells[1].replace('⏎', '\n'), cells[2].equals("=")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
