package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Reshape;
import java.util.List;

/**
 * The loss that an update descends, and its exact derivatives (LUFFY, arXiv 2504.14945, Eq. 5 and 6).
 *
 * <pre>
 *   loss = − s/Z · [ Σ_on CLIP(ρ, A, ε) + Σ_off CLIP(f(π_θ), A, ε) ]     policy gradient
 *          + c/N_off · Σ_off −log π_θ                                    likelihood, in place of Σ_off above
 *          + κ/N · Σ k3(π_θ, π_ref)                                      divergence, all response tokens
 *          − η/N_H · Σ H                                                 entropy bonus
 * </pre>
 *
 * Paper and reference code differ in Z, in ε of either sum and in η; here these are declared parts of the
 * {@link Method}, and {@link dev.luffy.runtime.experiment.Preset} names both choices. All divisors are those of the whole
 * update ({@link Totals}), so micro-batches add up to it exactly. Tokens with π_θ above maximumProbability leave the
 * policy gradient; likelihood, divergence and entropy, which carry no advantage, keep them. Immutable and thread-safe.
 */
public final class Objective {

    private final Method method;
    private final PolicyRatio ratio;
    private final Surrogate onPolicy;
    private final double maximumProbability;

    // Of teacher tokens that carry an advantage; unused where they have a likelihood term.
    private final boolean likelihood;
    private final TeacherWeight weight;
    private final Surrogate offPolicy;
    private final double minimumWeight;
    private final double maximumWeight;

    public Objective(Method method) {
        this.method = method;
        this.ratio = PolicyRatio.of(method.onPolicyReshape());
        this.onPolicy = Surrogate.of(method.onPolicyClip());
        this.maximumProbability = orElse(method.maximumProbability(), Double.POSITIVE_INFINITY);
        this.likelihood = method.offPolicy() instanceof OffPolicyTerm.NegativeLogLikelihood;
        OffPolicyTerm.Importance term = method.offPolicy() instanceof OffPolicyTerm.Importance importance
                ? importance
                : OffPolicyTerm.Importance.of(new Reshape.Identity());
        this.weight = TeacherWeight.of(term.reshape());
        this.offPolicy = Surrogate.of(term.clip());
        this.minimumWeight = orElse(term.minimumWeight(), Double.NEGATIVE_INFINITY);
        this.maximumWeight = orElse(term.maximumWeight(), Double.POSITIVE_INFINITY);
    }

    /**
     * Loss and derivatives of some rows of an update.
     *
     * @param microBatch any of the update's rows; the result's arrays follow their order
     * @param totals of all rows of the update, not of the micro-batch
     * @throws IllegalArgumentException if {@code totals} counts fewer tokens than the micro-batch has, or a row lacks the
     *     reference log-probabilities that the method's KL term needs
     */
    public Evaluation evaluate(List<Row> microBatch, Totals totals) {
        check(microBatch, totals);
        Coefficients factor = Coefficients.of(method, totals);
        TokenCounter counter = new TokenCounter();
        double policyLoss = 0;
        double likelihoodLoss = 0;
        double klLoss = 0;
        double entropyBonus = 0;
        double[][] dLogProb = new double[microBatch.size()][]; // [rows][tokens]
        double[][] dEntropy = new double[microBatch.size()][]; // [rows][tokens]

        for (int i = 0; i < microBatch.size(); i++) {
            Row row = microBatch.get(i);
            dLogProb[i] = new double[row.tokens()];
            dEntropy[i] = new double[row.tokens()];
            for (int t = 0; t < row.tokens(); t++) {
                counter.see(row, t);
                Dual policy = policyGradient(row, t, counter).times(factor.policy(row));
                Dual nll = negativeLogLikelihood(row, t, counter).times(factor.likelihood());
                Dual kl = divergence(row, t).times(factor.kl());
                double entropy = row.isOffPolicy(t) ? factor.entropyOff() : factor.entropyOn();

                policyLoss += policy.value();
                likelihoodLoss += nll.value();
                klLoss += kl.value();
                entropyBonus += entropy * row.entropy()[t];
                dLogProb[i][t] = policy.slope() + nll.slope() + kl.slope();
                dEntropy[i][t] = -entropy;
            }
        }
        return new Evaluation(
                policyLoss, likelihoodLoss, klLoss, entropyBonus, dLogProb, dEntropy, counter.statistics());
    }

    private Dual policyGradient(Row row, int t, TokenCounter counter) {
        if (!row.isOffPolicy(t)) return sampled(row, t, counter);
        return likelihood ? Dual.ZERO : taught(row, t, counter);
    }

    /** −CLIP(ρ, A, ε) of a token that the policy sampled. */
    private Dual sampled(Row row, int t, TokenCounter counter) {
        if (isDropped(row, t, counter)) return Dual.ZERO;
        double a = row.advantages()[t];
        Dual rho = ratio.of(row.logProb()[t], row.oldLogProb(t)); // ρ = π_θ/π_old, reshaped
        Dual loss = onPolicy.of(rho, a).negated(); // −min(ρA, clamp(ρ)·A)
        counter.onPolicy(loss, onPolicy.clips(rho, a), Surrogate.CUSTOMARY.clips(rho, a));
        return loss;
    }

    /** −CLIP(f(π_θ), A, ε) of a teacher token; f is first limited from above, then from below. */
    private Dual taught(Row row, int t, TokenCounter counter) {
        double a = row.advantages()[t];
        Dual f = weight.of(row.logProb()[t]); // f(π_θ)
        Dual limited =
                f.clamped(Double.NEGATIVE_INFINITY, maximumWeight).clamped(minimumWeight, Double.POSITIVE_INFINITY);
        counter.weigh(limited);
        if (isDropped(row, t, counter)) return Dual.ZERO;
        Dual loss = offPolicy.of(limited, a).negated(); // −min(fA, clamp(f)·A)
        counter.offPolicy(loss, offPolicy.clips(limited, a), limited.value() != f.value());
        return loss;
    }

    /** −log π_θ of a teacher token, where the method imitates instead of weighing. */
    private Dual negativeLogLikelihood(Row row, int t, TokenCounter counter) {
        if (!likelihood || !row.isOffPolicy(t)) return Dual.ZERO;
        Dual loss = new Dual(-row.logProb()[t], -1);
        counter.offPolicy(loss, false, false);
        return loss;
    }

    private Dual divergence(Row row, int t) {
        if (method.klCoefficient() == 0) return Dual.ZERO;
        return Divergence.k3(row.logProb()[t], row.referenceLogProb()[t]);
    }

    private boolean isDropped(Row row, int t, TokenCounter counter) {
        boolean dropped = Math.exp(row.logProb()[t]) > maximumProbability;
        if (dropped) counter.drop();
        return dropped;
    }

    private void check(List<Row> microBatch, Totals totals) {
        Totals here = Totals.of(microBatch);
        if (here.rows() > totals.rows()
                || here.onPolicyTokens() > totals.onPolicyTokens()
                || here.offPolicyTokens() > totals.offPolicyTokens()) {
            throw new IllegalArgumentException(
                    "totals must count the whole update, but " + totals + " is less than its micro-batch " + here);
        }
        for (int i = 0; i < microBatch.size() && method.klCoefficient() > 0; i++) {
            if (microBatch.get(i).referenceLogProb() == null) {
                throw new IllegalArgumentException("klCoefficient is " + method.klCoefficient() + ", but row " + i
                        + " of the micro-batch has no referenceLogProb");
            }
        }
    }

    private static double orElse(Double declared, double otherwise) {
        return declared == null ? otherwise : declared;
    }
}
