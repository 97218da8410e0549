package dev.luffy.benchmarks.score;

/**
 * A number about the responses to problems, as a mean over problems.
 *
 * <ul>
 *   <li>{@code pass@k}: the chance that one of k responses is right, unbiased from all n (arXiv 2107.03374, Eq. 1)
 *   <li>{@code avg@k}: the share of right ones among the first k responses
 *   <li>{@code maj@k}: whether the commonest answer of the first k responses is right; a tie of t answers with the right one
 *       among them counts 1/t; responses without an answer do not vote
 *   <li>{@code truncated}: the share of responses cut off at the limit of tokens
 *   <li>{@code no-answer}: the share of responses without an answer
 * </ul>
 *
 * @param kind what is counted
 * @param k responses it looks at; 0 for all
 * @since 0.1
 */
public record Metric(Kind kind, int k) {

    /** What is counted. */
    public enum Kind {
        PASS,
        AVG,
        MAJ,
        TRUNCATED,
        NO_ANSWER
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is none; the message lists what there is
     */
    public static Metric parse(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** The name, such as {@code pass@1}. */
    public String label() {
        throw new UnsupportedOperationException();
    }

    /** Whether more is better; otherwise less is. */
    public boolean higherIsBetter() {
        return kind != Kind.TRUNCATED && kind != Kind.NO_ANSWER;
    }

    /**
     * The value for one problem, 0 … 1.
     *
     * @throws IllegalArgumentException if there are fewer responses than k
     */
    public double of(Outcome outcome) {
        throw new UnsupportedOperationException(outcome.problem());
    }
}
