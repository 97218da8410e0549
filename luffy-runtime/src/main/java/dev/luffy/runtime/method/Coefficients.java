package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;

/**
 * The factor of one token in each term of an update's loss: coefficient ÷ divisor, fixed before the first micro-batch.
 *
 * @param perRow s/Z of the policy gradient, s = lossScale. Z, and the rows of a sequence mean, count what the policy
 *     gradient runs over: every token, or the on-policy ones where teacher tokens have a likelihood term instead
 * @param ownTokens whether a row's share is also divided by its own tokens of that kind
 * @param withTeacher whether teacher tokens are of that kind
 * @param likelihood c/N_off of the teacher tokens' −log π_θ; 0 where they are weighted by an advantage
 * @param kl κ/N over all response tokens, on-policy and teacher's, the reference's response mask
 * @param entropyOn η/N_H of an on-policy token's entropy
 * @param entropyOff η/N_H of a teacher token's entropy, 0 where the bonus is taken over on-policy tokens only
 */
record Coefficients(
        double perRow,
        boolean ownTokens,
        boolean withTeacher,
        double likelihood,
        double kl,
        double entropyOn,
        double entropyOff) {

    /** The factor of the policy gradient at the tokens of a row. */
    double policy(Row row) {
        return ownTokens ? per(withTeacher ? row.tokens() : row.tokens() - row.prefixLength(), perRow) : perRow;
    }

    static Coefficients of(Method method, Totals totals) {
        boolean likelihood = method.offPolicy() instanceof OffPolicyTerm.NegativeLogLikelihood;
        boolean allEntropy = method.entropyTokens() == Method.Tokens.ALL;
        double entropy = per(allEntropy ? totals.tokens() : totals.onPolicyTokens(), method.entropyCoefficient());
        return new Coefficients(
                per(divisor(method.normalizer(), totals, !likelihood), method.lossScale()),
                method.normalizer() instanceof Normalizer.SequenceMean,
                !likelihood,
                method.offPolicy() instanceof OffPolicyTerm.NegativeLogLikelihood nll
                        ? per(totals.offPolicyTokens(), nll.coefficient())
                        : 0,
                per(totals.tokens(), method.klCoefficient()),
                entropy,
                allEntropy ? entropy : 0);
    }

    /** The normaliser's divisor, with or without teacher tokens. */
    static double divisor(Normalizer normalizer, Totals totals, boolean withTeacher) {
        if (normalizer instanceof Normalizer.SumOverConstant sum) return sum.length();
        if (normalizer instanceof Normalizer.SequenceMeanOverConstant mean) {
            return (double) mean.length() * (withTeacher ? totals.rows() : totals.onPolicyRows());
        }
        if (normalizer instanceof Normalizer.SequenceMean) return withTeacher ? totals.rows() : totals.onPolicyRows();
        return withTeacher ? totals.tokens() : totals.onPolicyTokens(); // TokenCount
    }

    /** A mean over nothing is 0: no token will ask for the factor. */
    private static double per(double count, double coefficient) {
        return count == 0 ? 0 : coefficient / count;
    }
}
