package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntegerVerifierTest {
    private final Verifier verifier = new IntegerVerifier();

    @ParameterizedTest(name = "gold {0}: {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7    | work</think>7                 | CORRECT
            7    | </think>7                     | CORRECT
            7    | </think>007                   | CORRECT
            007  | </think>7                     | CORRECT
            7    | </think> +7 `                 | CORRECT
            -7   | </think>-07                   | CORRECT
            0    | </think>-0                    | CORRECT
            7    | </think>\\boxed{7}            | CORRECT
            7    | </think> \\boxed{ 007 }       | CORRECT
            7    | 8</think>9</think>7           | CORRECT
            123456789012345678901234567890 | </think>123456789012345678901234567890 | CORRECT
            7    | </think>8                     | INCORRECT
            7    | </think>-7                    | INCORRECT
            7    | 7</think>70                   | INCORRECT
            7    | </think>7</think>8            | INCORRECT
            7    | 7                             | NO_ANSWER
            7    | ``                            | NO_ANSWER
            7    | 7</think>                     | NO_ANSWER
            7    | </think>7 8                   | NO_ANSWER
            7    | </think>7 or 8                | NO_ANSWER
            7    | </think>the answer is 7       | NO_ANSWER
            7    | </think>7.0                   | NO_ANSWER
            7    | </think>7.                    | NO_ANSWER
            7    | </think>+ 7                   | NO_ANSWER
            7    | </think>\\boxed{7             | NO_ANSWER
            7    | </think>\\boxed{7}}           | NO_ANSWER
            7    | </think>\\boxed{7}\\boxed{7}  | NO_ANSWER
            7    | </think>٧                     | NO_ANSWER
            7    | </think>0x7                   | NO_ANSWER
            7    | </THINK>7                     | NO_ANSWER
            x    | </think>7                     | GOLD_UNPARSED
            7.5  | </think>7                     | GOLD_UNPARSED
            ``   | </think>7                     | GOLD_UNPARSED
            """)
    void caseTable(String gold, String response, Status status) {
        Verdict verdict = verifier.verify(new Gold(gold), new Response(response.replace("`", "")));
        assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
        assertThat(verdict.reason()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void whiteSpaceAroundTheAnswerIsAllowed() {
        assertThat(status("</think>\n\t 7 \r\n")).isEqualTo(Status.CORRECT);
    }

    @Test
    void aBoundaryIsTakenLiterally() {
        Verifier hashes = new IntegerVerifier("####");
        assertThat(hashes.verify(new Gold("7"), new Response("1 #### 7")).status())
                .isEqualTo(Status.CORRECT);
        assertThat(new IntegerVerifier(".")
                        .verify(new Gold("7"), new Response("17"))
                        .status())
                .isEqualTo(Status.NO_ANSWER);
    }

    @Test
    void withoutBoundaryTheWholeResponseIsTheAnswer() {
        Verifier whole = IntegerVerifier.wholeResponse();
        assertThat(whole.verify(new Gold("7"), new Response(" 7 ")).status()).isEqualTo(Status.CORRECT);
        assertThat(whole.verify(new Gold("7"), new Response("so</think>7")).status())
                .isEqualTo(Status.NO_ANSWER);
    }

    @Test
    void anEmptyBoundaryIsRefused() {
        assertThatThrownBy(() -> new IntegerVerifier("")).hasMessageContaining("wholeResponse");
    }

    @Test
    void anAnswerIsBounded() {
        String digits = "1".repeat(IntegerVerifier.LONGEST_ANSWER);
        assertThat(verifier.verify(new Gold(digits), new Response("</think>" + digits))
                        .status())
                .isEqualTo(Status.CORRECT);
        assertThat(status("</think>" + digits + "1")).isEqualTo(Status.NO_ANSWER);
        assertThat(verifier.verify(new Gold(digits + "1"), new Response("</think>1"))
                        .status())
                .isEqualTo(Status.GOLD_UNPARSED);
    }

    @Test
    void hostileTextNeitherThrowsNorTakesLong() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String piece : new String[] {"1", " ", "-", "\\boxed{", "{", "</think>", "</thin", "\uD800", "\0"}) {
                String text = piece.repeat(200_000);
                assertThat(status(text)).isNotNull();
                assertThat(status("</think>" + text)).isNotEqualTo(Status.CORRECT);
            }
        });
    }

    @Test
    void garbageGivesAVerdictInEveryThread() {
        String alphabet = "0127+- \\boxed{}</think>\n\uD83D\uDE00x";
        IntStream.range(0, 4000).parallel().forEach(i -> {
            SplittableRandom random = new SplittableRandom(i);
            StringBuilder text = new StringBuilder("</think>");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Status expected = naive(text.toString());
            assertThat(status(text.toString())).as(text.toString()).isEqualTo(expected);
        });
    }

    private Status status(String response) {
        return verifier.verify(new Gold("7"), new Response(response)).status();
    }

    /** The rule once more, by hand and without a pattern. */
    private static Status naive(String response) {
        String[] parts = response.split("</think>", -1);
        String answer = parts[parts.length - 1].strip();
        if (answer.startsWith("\\boxed{") && answer.endsWith("}")) {
            answer = answer.substring("\\boxed{".length(), answer.length() - 1).strip();
        }
        String digits = answer.startsWith("+") || answer.startsWith("-") ? answer.substring(1) : answer;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Status.NO_ANSWER;
        }
        return !answer.startsWith("-") && digits.replaceFirst("^0+", "").equals("7")
                ? Status.CORRECT
                : Status.INCORRECT;
    }
}
