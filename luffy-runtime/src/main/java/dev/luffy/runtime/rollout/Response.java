package dev.luffy.runtime.rollout;

/**
 * One row of a group. Arrays are not copied and must not be changed.
 *
 * @param tokens response through its EOS, or up to the length limit, [response]
 * @param prefixLength how many leading tokens are the teacher's; 0 for an on-policy row, all for a teacher row
 * @param finished whether the response ended by EOS
 * @param reward what the verifier gave: above 0 if and only if the answer is right
 * @param entropySum sum over sampled tokens of the policy's entropy, in nats; 0 for a teacher row
 */
public record Response(int[] tokens, int prefixLength, boolean finished, double reward, double entropySum) {

    /** Whether any token is the teacher's. */
    public boolean offPolicy() {
        return prefixLength > 0;
    }

    /** Whether the policy sampled no token of it. */
    public boolean isTeacherRow() {
        return prefixLength == tokens.length;
    }

    /** Tokens that the policy sampled. */
    public int sampledTokens() {
        return tokens.length - prefixLength;
    }
}
