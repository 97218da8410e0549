package dev.luffy.runtime.experiment;

/**
 * How much of a teacher trace is given, as a share of its tokens. At ratio 1 the row is the whole trace and nothing is
 * generated; below 1 the policy continues the prefix, and prefix tokens are off-policy, the continuation on-policy
 * (reference/mix_vllm_rollout.py).
 *
 * @param strategy how the ratio is chosen
 * @param minimum smallest ratio, in [0, 1]
 * @param maximum largest ratio, in [minimum, 1]
 * @param steps length of the schedule of the strategies that depend on the step; at least 1
 */
public record Prefix(Strategy strategy, double minimum, double maximum, int steps) {

    /** The reference's strategies. */
    public enum Strategy {
        /** ratio ~ U[minimum, maximum]; the published runs use U[1, 1]. */
        RANDOM,
        /** maximum · (1 − min(step/steps, 1)). */
        LINEAR,
        /** ten windows: ratio ~ U[minimum, upper], upper falling from maximum to maximum/10. */
        LINEAR_MAX,
        /** ten windows, upper rising from maximum/10 to maximum. */
        REVERSE_LINEAR,
        /** the off-policy rows of a group get evenly spaced ratios minimum … maximum. */
        FIXED
    }

    /** The whole trace, always. */
    public static final Prefix FULL = new Prefix(Strategy.RANDOM, 1, 1, 1);

    public Prefix {
        Check.present("strategy", strategy);
        Check.in("minimum", minimum, 0, 1);
        Check.in("maximum", maximum, 0, 1);
        if (maximum < minimum) {
            throw new InvalidDeclarationException(
                    "maximum", maximum, "must not be below <minimum>, which is " + minimum + ": declare both");
        }
        Check.atLeast("steps", steps, 1);
    }
}
