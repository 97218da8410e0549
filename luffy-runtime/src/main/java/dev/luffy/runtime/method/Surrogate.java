package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Clip;

/**
 * CLIP(ρ, A, ε) = min(ρA, clamp(ρ, lowest, highest)·A), PPO's pessimistic surrogate (arXiv 1707.06347, Eq. 7). Without a
 * clip the band is infinite and the surrogate is ρA. The clip sees the reshaped ratio, as in the reference.
 *
 * @param lowest 1 − ε, or −∞
 * @param highest 1 + ε', or +∞
 */
record Surrogate(double lowest, double highest) {

    /** The band against which departures from π_old are counted when the method itself does not clip. */
    static final Surrogate CUSTOMARY = of(new Clip.Ppo(0.2, 0.2));

    static Surrogate of(Clip clip) {
        return clip instanceof Clip.Ppo ppo
                ? new Surrogate(1 - ppo.low(), 1 + ppo.high())
                : new Surrogate(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    Dual of(Dual ratio, double advantage) {
        return Dual.min(ratio.times(advantage), clamped(ratio, advantage));
    }

    /** Whether the minimum is the clamped side alone, that is, whether the token has lost its gradient. */
    boolean clips(Dual ratio, double advantage) {
        return clamped(ratio, advantage).value() < ratio.times(advantage).value();
    }

    private Dual clamped(Dual ratio, double advantage) {
        return ratio.clamped(lowest, highest).times(advantage);
    }
}
