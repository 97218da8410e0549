package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.util.Objects;

/**
 * Judges answers that are integers, such as those of AIME.
 *
 * <p>The answer is all the text after the last occurrence of a boundary, such as {@code </think>}. It must be one integer
 * in the digits 0–9 and nothing else:
 *
 * <pre>{@code
 *   answer  = [space] (integer | "\boxed{" [space] integer [space] "}") [space]
 *   integer = ["+" | "-"] digit {digit}          up to 1000 digits
 * }</pre>
 *
 * Leading zeros do not count: 042 is 42, and -0 is 0. A sentence around the integer is no answer, nor is a second
 * integer: credit for text that merely contains the number would be learned and farmed. The gold answer follows the same
 * grammar, without boundary.
 *
 * @since 0.1
 */
public final class IntegerVerifier implements Verifier {

    private final String boundary;

    /**
     * A verifier of what follows the last {@code boundary}.
     *
     * @param boundary the text before the answer, matched exactly; empty for {@link #wholeResponse()}
     */
    public IntegerVerifier(String boundary) {
        this.boundary = Objects.requireNonNull(boundary, "boundary");
    }

    /** A verifier to which the whole response is the answer. */
    public static IntegerVerifier wholeResponse() {
        return new IntegerVerifier("");
    }

    @Override
    public Verdict verify(Gold gold, Response response) {
        IntegerReading expected = IntegerReading.of(gold.text());
        if (!expected.readable()) {
            return new Verdict(Status.GOLD_UNPARSED, "The gold answer " + expected.problem());
        }
        // The last one: a model may write the boundary again while it reasons. Of an empty boundary, the start.
        int at = boundary.isEmpty() ? 0 : response.text().lastIndexOf(boundary);
        if (at < 0) {
            return new Verdict(Status.NO_ANSWER, "The response never reaches " + IntegerReading.shown(boundary));
        }
        IntegerReading given = IntegerReading.of(response.text().substring(at + boundary.length()));
        if (!given.readable()) {
            return new Verdict(Status.NO_ANSWER, "The answer " + given.problem());
        }
        return given.value().equals(expected.value())
                ? new Verdict(Status.CORRECT, "The answer " + given.shownValue() + " is the gold answer")
                : new Verdict(
                        Status.INCORRECT,
                        "The answer " + given.shownValue() + " differs from the gold answer " + expected.shownValue());
    }
}
