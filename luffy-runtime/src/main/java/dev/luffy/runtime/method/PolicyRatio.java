package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Reshape;

/**
 * The importance ratio ρ = π_θ/π_old of a token that the policy sampled, as it enters the surrogate (reference/
 * mix_core_alg.py, {@code on_policy_reshape}).
 *
 * <pre>
 *   IDENTITY         ρ
 *   SHAPING          f(π_θ) / f(π_old),  f(x) = x/(x+γ)
 *   POWER            ρ^e
 *   LOGARITHM        log ρ               the reference ignores its weight here, and so do we
 *   PLUS_LOGARITHM   ρ + w·log ρ
 * </pre>
 */
@FunctionalInterface
interface PolicyRatio {

    /** The reshaped ratio and its derivative with respect to {@code logProb}; {@code oldLogProb} is a constant. */
    Dual of(double logProb, double oldLogProb);

    static PolicyRatio of(Reshape reshape) {
        if (reshape instanceof Reshape.Identity) return (lp, old) -> power(1, lp - old);
        if (reshape instanceof Reshape.Power power) return (lp, old) -> power(power.exponent(), lp - old);
        if (reshape instanceof Reshape.Shaping shaping) return (lp, old) -> shaped(shaping.gamma(), lp, old);
        if (reshape instanceof Reshape.Logarithm) return (lp, old) -> new Dual(lp - old, 1);
        double w = ((Reshape.PlusLogarithm) reshape).weight();
        return (lp, old) -> {
            double rho = Math.exp(lp - old);
            return new Dual(rho + w * (lp - old), rho + w);
        };
    }

    private static Dual power(double exponent, double logRatio) {
        double rho = Math.exp(exponent * logRatio); // ρ^e
        return new Dual(rho, exponent * rho);
    }

    /** f(π_θ)/f(π_old) = ρ·(π_old+γ)/(π_θ+γ), a form that survives an underflowing π_old. */
    private static Dual shaped(double gamma, double lp, double old) {
        double p = Math.exp(lp);
        double ratio = Math.exp(lp - old) * (Math.exp(old) + gamma) / (p + gamma);
        return new Dual(ratio, ratio * gamma / (p + gamma));
    }
}
