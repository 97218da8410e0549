package dev.luffy.runtime.experiment;

/**
 * How rewards of a group become advantages: A_i = r_i − mean, optionally divided by the group's deviation.
 *
 * @param group whose rewards give mean and deviation
 * @param deviation whether A is divided by (std + epsilon); LUFFY and Dr.GRPO do not
 * @param epsilon added outside the square root; 1e-6 in the reference
 */
public record Advantage(Group group, Deviation deviation, double epsilon) {

    /** The rows that mean and deviation are taken over. */
    public enum Group {
        /** On-policy rows and teacher rows together (LUFFY, Eq. 4). */
        UNION,
        /** On-policy rows only (reference {@code grpo_split}); a group with one such row has mean 0 and deviation 1. */
        ON_POLICY_ONLY
    }

    /** The estimator that divides the centred reward. */
    public enum Deviation {
        NONE,
        /** {@code torch.std}: n − 1 in the denominator. A group of one row has mean 0 and deviation 1. */
        UNBIASED
    }

    public Advantage {
        Check.present("group", group);
        Check.present("deviation", deviation);
        Check.atLeast("epsilon", epsilon, 0);
    }
}
