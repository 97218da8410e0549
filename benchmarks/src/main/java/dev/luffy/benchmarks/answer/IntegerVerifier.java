package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Equality of integers. The answer is all text after the last boundary; apart from white space it must be one integer in ASCII digits, with
 * or without a sign, leading zeros, or {@code \boxed{...}} around it.
 *
 * <p>{@code "..</think> \boxed{007}"} equals the gold answer {@code "7"}; {@code "</think>7 or 8"} is {@link Status#NO_ANSWER}.
 */
public final class IntegerVerifier implements Verifier {

    /** The boundary between reasoning and answer unless another is given. */
    public static final String DEFAULT_BOUNDARY = "</think>";

    /** Text after the boundary longer than this many characters is no answer; it bounds the cost of a verdict. */
    public static final int LONGEST_ANSWER = 1024;

    // Possessive quantifiers: no backtracking, so the time is linear in the text.
    private static final String INTEGER = "([+-]?[0-9]++)";
    private static final Pattern ANSWER =
            Pattern.compile("\\s*+(?:" + INTEGER + "|\\\\boxed\\{\\s*+" + INTEGER + "\\s*+\\})\\s*+");

    private final String boundary;

    /** With {@link #DEFAULT_BOUNDARY}. */
    public IntegerVerifier() {
        this(DEFAULT_BOUNDARY);
    }

    /**
     * @param boundary text after which the answer stands; a response without it is {@link Status#NO_ANSWER}
     * @throws IllegalArgumentException if the boundary is empty: use {@link #wholeResponse()}
     */
    public IntegerVerifier(String boundary) {
        this(boundary, true);
        if (boundary.isEmpty()) {
            throw new IllegalArgumentException("The boundary is empty. Use IntegerVerifier.wholeResponse() for none.");
        }
    }

    private IntegerVerifier(String boundary, boolean checked) {
        this.boundary = boundary;
    }

    /** A verifier that takes the whole response as the answer. */
    public static IntegerVerifier wholeResponse() {
        return new IntegerVerifier("", false);
    }

    @Override
    public Verdict verify(Gold gold, Response response) {
        Optional<BigInteger> expected = integer(gold.text());
        if (expected.isEmpty()) {
            return new Verdict(Status.GOLD_UNPARSED, "the gold answer is not one integer: " + excerpt(gold.text()));
        }
        int at = boundary.isEmpty() ? 0 : response.text().lastIndexOf(boundary);
        if (at < 0) {
            return new Verdict(Status.NO_ANSWER, "no " + boundary);
        }
        String answer = response.text().substring(at + boundary.length());
        Optional<BigInteger> given = integer(answer);
        if (given.isEmpty()) {
            return new Verdict(Status.NO_ANSWER, "not one integer: " + excerpt(answer));
        }
        return given.equals(expected)
                ? new Verdict(Status.CORRECT, "equal integers")
                : new Verdict(Status.INCORRECT, "not the gold integer: " + excerpt(answer));
    }

    private static Optional<BigInteger> integer(String text) {
        if (text.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        Matcher matcher = ANSWER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigInteger(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 40 ? "'" + line + "'" : "'" + line.substring(0, 40) + "...'";
    }
}
