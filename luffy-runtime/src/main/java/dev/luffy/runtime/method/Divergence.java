package dev.luffy.runtime.method;

/**
 * Schulman's k3 estimate of KL(π_θ ‖ π_ref) on one sampled token (the reference's {@code low_var_kl}).
 *
 * <pre>
 *   k3 = e^d − d − 1,   d = log π_ref − log π_θ,   clamped to [−10, 10]
 * </pre>
 */
final class Divergence {

    private static final double LIMIT = 10;

    private Divergence() {}

    static Dual k3(double logProb, double referenceLogProb) {
        double d = referenceLogProb - logProb;
        return new Dual(Math.exp(d) - d - 1, 1 - Math.exp(d)).clamped(-LIMIT, LIMIT);
    }
}
