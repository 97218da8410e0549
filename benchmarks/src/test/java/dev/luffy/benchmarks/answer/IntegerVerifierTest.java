package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerVerifierTest {

    private static final IntegerVerifier THINKING = new IntegerVerifier("</think>");

    @ParameterizedTest(name = "{1} against the gold answer {0} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # the integer itself
            70   | '70'                    | CORRECT
            70   | '71'                    | INCORRECT
            70   | '700'                   | INCORRECT
            70   | '7'                     | INCORRECT
            # signs and zeros
            70   | '070'                   | CORRECT
            070  | '70'                    | CORRECT
            70   | '+70'                   | CORRECT
            70   | '-70'                   | INCORRECT
            -70  | '-070'                  | CORRECT
            0    | '-0'                    | CORRECT
            0    | '000'                   | CORRECT
            70   | '--70'                  | NO_ANSWER
            70   | '- 70'                  | NO_ANSWER
            70   | '-'                     | NO_ANSWER
            -70  | '−70'                   | NO_ANSWER
            # white space
            70   | '  70  '                | CORRECT
            ' 7 '| '7'                     | CORRECT
            70   | '7 0'                   | NO_ANSWER
            70   | ''                      | NO_ANSWER
            70   | '   '                   | NO_ANSWER
            # one box
            70   | '\\boxed{70}'           | CORRECT
            70   | ' \\boxed{ 070 } '      | CORRECT
            -70  | '\\boxed{-70}'          | CORRECT
            70   | '\\boxed{71}'           | INCORRECT
            \\boxed{70} | '70'             | CORRECT
            70   | '-\\boxed{70}'          | NO_ANSWER
            70   | '\\boxed{}'             | NO_ANSWER
            70   | '\\boxed{70'            | NO_ANSWER
            70   | '70}'                   | NO_ANSWER
            70   | '\\boxed{\\boxed{70}}'  | NO_ANSWER
            70   | '\\boxed{70}\\boxed{70}'| NO_ANSWER
            # nothing else
            70   | 'The answer is 70'      | NO_ANSWER
            70   | '70.'                   | NO_ANSWER
            70   | '70.0'                  | NO_ANSWER
            70   | '7e1'                   | NO_ANSWER
            70   | '0x46'                  | NO_ANSWER
            70   | '70, 71'                | NO_ANSWER
            70   | '$70$'                  | NO_ANSWER
            1000 | '1,000'                 | NO_ANSWER
            70   | '٧٠'                    | NO_ANSWER
            # a gold answer that is none, whatever the response
            7/2  | '7'                     | GOLD_UNPARSED
            ''   | ''                      | GOLD_UNPARSED
            """)
    void theWholeResponseIsJudged(String gold, String response, Status status) {
        assertThat(IntegerVerifier.wholeResponse()
                        .verify(new Gold(gold), new Response(response))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            'so it is 70</think>70'             | CORRECT
            '71</think>71</think> 70'           | CORRECT
            '70</think>70</think>71'            | INCORRECT
            '70</think>70</think>'              | NO_ANSWER
            '70'                                | NO_ANSWER
            '70</think'                         | NO_ANSWER
            '70</THINK>70'                      | NO_ANSWER
            '</think>70'                        | CORRECT
            '</think>\\boxed{70}'               | CORRECT
            """)
    void onlyWhatFollowsTheLastBoundaryIsTheAnswer(String response, Status status) {
        assertThat(verify("70", response).status()).isEqualTo(status);
    }

    @Test
    void lineBreaksAroundTheAnswerDoNotCount() {
        assertThat(verify("70", "…</think>\n\n\t70\r\n").status()).isEqualTo(Status.CORRECT);
    }

    @Test
    void theReasonSaysWhatWasFound() {
        assertThat(verify("70", "</think>70").reason()).isEqualTo("The answer 70 is the gold answer");
        assertThat(verify("70", "</think>+7").reason()).isEqualTo("The answer 7 differs from the gold answer 70");
        assertThat(verify("70", "70").reason()).isEqualTo("The response never reaches \"</think>\"");
        assertThat(verify("70", "</think>\n").reason()).isEqualTo("The answer is empty");
        assertThat(verify("70", "</think>7\n0").reason()).isEqualTo("The answer is not one integer: \"7 0\"");
        assertThat(verify("x", "</think>7").reason()).isEqualTo("The gold answer is not one integer: \"x\"");
        assertThat(verify("70", "</think>" + "x".repeat(100)).reason())
                .isEqualTo("The answer is not one integer: \"" + "x".repeat(40) + "…\"");
    }

    @Test
    void aThousandDigitsAreAnAnswerAndOneMoreIsNone() {
        String longest = "9".repeat(1000);

        assertThat(verify(longest, "</think>-" + longest).status()).isEqualTo(Status.INCORRECT);
        assertThat(verify(longest, "</think>" + longest).status()).isEqualTo(Status.CORRECT);
        assertThat(verify("70", "</think>" + longest + "9"))
                .isEqualTo(new Verdict(Status.NO_ANSWER, "The answer has 1001 digits, more than the 1000 allowed"));
        assertThat(verify(longest + "9", "</think>7").status()).isEqualTo(Status.GOLD_UNPARSED);
    }

    @Test
    void garbageGetsTheVerdictOfTheGrammarWrittenAsAPattern() {
        String[] pieces = {
            "7", "0", "-", "+", " ", "\n", "\\boxed{", "}", "</think>", "</think", "٧", "x", "\ud83d", "🙂", "\u0000"
        };
        SplittableRandom random = new SplittableRandom(7);
        int[] seen = new int[Status.values().length];
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "</think>");
            for (int length = random.nextInt(7); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String gold = random.nextInt(8) == 0 ? text.toString() : "7";

            Verdict verdict = verify(gold, text.toString());

            assertThat(verdict.status()).as("%s / %s", gold, text).isEqualTo(naive(gold, text.toString()));
            assertThat(verdict.reason()).hasSizeLessThan(200).doesNotContain("\n", "\u0000");
            seen[verdict.status().ordinal()]++;
        }
        // No integer of bounded length is too costly to compare; every other finding is met.
        assertThat(seen[Status.TOO_COSTLY.ordinal()]).isZero();
        assertThat(Arrays.stream(seen).sorted().skip(1).min().orElseThrow()).isGreaterThan(100);
    }

    @Test
    void manyThreadsMayShareAVerifier() {
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .filter(i -> verify("" + i % 7, i + "</think>" + i % 5).status()
                                == (i % 7 == i % 5 ? Status.CORRECT : Status.INCORRECT))
                        .count())
                .isEqualTo(20_000);
    }

    @Test
    void nullIsNoText() {
        assertThatNullPointerException().isThrownBy(() -> new Gold(null));
        assertThatNullPointerException().isThrownBy(() -> new Response(null));
        assertThatNullPointerException().isThrownBy(() -> new IntegerVerifier(null));
    }

    private static Verdict verify(String gold, String response) {
        return THINKING.verify(new Gold(gold), new Response(response));
    }

    private static final Pattern ANSWER =
            Pattern.compile("\\s*(?:\\\\boxed\\{\\s*([+-]?[0-9]{1,1000})\\s*}|([+-]?[0-9]{1,1000}))\\s*");

    /** The grammar of the Javadoc as one regular expression. */
    private static Status naive(String gold, String response) {
        Optional<BigInteger> expected = integer(gold);
        String[] parts = (response + "$").split("</think>");
        if (expected.isEmpty()) {
            return Status.GOLD_UNPARSED;
        }
        if (parts.length == 1) {
            return Status.NO_ANSWER;
        }
        String last = parts[parts.length - 1];
        Optional<BigInteger> given = integer(last.substring(0, last.length() - 1));
        return given.isEmpty() ? Status.NO_ANSWER : given.equals(expected) ? Status.CORRECT : Status.INCORRECT;
    }

    private static Optional<BigInteger> integer(String text) {
        Matcher matcher = ANSWER.matcher(text);
        return matcher.matches()
                ? Optional.of(new BigInteger(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)))
                : Optional.empty();
    }
}
