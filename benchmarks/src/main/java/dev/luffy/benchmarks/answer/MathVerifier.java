package dev.luffy.benchmarks.answer;

/**
 * Judges mathematical answers under a policy: finds the answer in the response, reads it and the gold answer with one
 * grammar, and compares what they mean. Immutable; its cost is bounded whatever the texts are.
 *
 * @since 0.1
 */
public final class MathVerifier implements Verifier {

    private final Policy policy;

    public MathVerifier(Policy policy) {
        this.policy = policy;
    }

    @Override
    public Verdict verify(Gold gold, Response response) {
        throw new UnsupportedOperationException(policy + "" + gold + response);
    }

    /**
     * Whether two answers of one problem, as {@link Verdict#answer()} gives them, are the same; for majority votes.
     * An equivalence only as far as the policy's tolerances are.
     */
    public boolean sameAnswer(String first, String second) {
        throw new UnsupportedOperationException(first + second);
    }
}
