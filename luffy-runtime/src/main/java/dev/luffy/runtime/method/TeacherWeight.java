package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Reshape;

/**
 * The weight f(π_θ) of a teacher token: the behaviour policy is taken as π_φ = 1, so the ratio is the current policy's
 * own probability, with its gradient (Eq. 6; reference/mix_core_alg.py, {@code off_policy_reshape}).
 *
 * <pre>
 *   IDENTITY         f(p) = p
 *   SHAPING          f(p) = p/(p+γ)      ∂f/∂log p = γp/(p+γ)², largest (¼) at p = γ
 *   POWER            f(p) = p^e
 *   LOGARITHM        f(p) = w·log p
 *   PLUS_LOGARITHM   f(p) = p + w·log p
 * </pre>
 */
@FunctionalInterface
interface TeacherWeight {

    /** f(π_θ) and its derivative with respect to {@code logProb} = log π_θ. */
    Dual of(double logProb);

    static TeacherWeight of(Reshape reshape) {
        if (reshape instanceof Reshape.Identity) return lp -> power(1, lp);
        if (reshape instanceof Reshape.Power power) return lp -> power(power.exponent(), lp);
        if (reshape instanceof Reshape.Shaping shaping) return lp -> shaped(shaping.gamma(), Math.exp(lp));
        if (reshape instanceof Reshape.Logarithm log) return lp -> new Dual(log.weight() * lp, log.weight());
        double w = ((Reshape.PlusLogarithm) reshape).weight();
        return lp -> {
            double p = Math.exp(lp);
            return new Dual(p + w * lp, p + w);
        };
    }

    private static Dual power(double exponent, double lp) {
        double f = Math.exp(exponent * lp); // p^e
        return new Dual(f, exponent * f);
    }

    private static Dual shaped(double gamma, double p) {
        return new Dual(p / (p + gamma), gamma * p / ((p + gamma) * (p + gamma)));
    }
}
