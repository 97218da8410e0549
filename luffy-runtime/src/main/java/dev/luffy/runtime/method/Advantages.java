package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Advantage;
import dev.luffy.runtime.experiment.Advantage.Deviation;
import dev.luffy.runtime.experiment.Advantage.Group;
import java.util.stream.IntStream;

/**
 * Rewards of one group → advantages (Eq. 4; reference/core_algos.py and mix_core_alg.py, {@code grpo} and
 * {@code grpo_split}).
 *
 * <pre>
 *   A_i = r_i − mean            NONE
 *   A_i = (r_i − mean)/(std+ε)  UNBIASED: n − 1 in the denominator, ε outside the root
 * </pre>
 *
 * Mean and std are taken over the whole group or over its on-policy rows, and applied to every row. One row has no
 * spread and is no baseline for itself: then mean is 0 and std 1, as in the reference (also where no row qualifies, which
 * the reference does not consider). A std of 0 counts as 1; equal rewards therefore give exactly 0.
 */
public final class Advantages {

    private Advantages() {}

    /**
     * The advantage of each row of a group.
     *
     * @param rewards {@code [rows]}, finite
     * @param offPolicy {@code [rows]}, true for a row with at least one teacher token
     * @return {@code [rows]}, valid for every token of the row
     * @throws IllegalArgumentException if lengths differ, the group is empty or a reward is not finite
     */
    public static double[] of(Advantage estimator, double[] rewards, boolean[] offPolicy) {
        check(rewards, offPolicy);
        double[] baseline = estimator.group() == Group.UNION ? rewards : onPolicyOnly(rewards, offPolicy);
        double mean = baseline.length > 1 ? mean(baseline) : 0;
        double scale = estimator.deviation() == Deviation.NONE ? 1 : deviation(baseline, mean) + estimator.epsilon();

        double[] advantages = new double[rewards.length]; // [rows]
        for (int i = 0; i < rewards.length; i++) advantages[i] = (rewards[i] - mean) / scale;
        return advantages;
    }

    private static double[] onPolicyOnly(double[] rewards, boolean[] offPolicy) {
        return IntStream.range(0, rewards.length)
                .filter(i -> !offPolicy[i])
                .mapToDouble(i -> rewards[i])
                .toArray();
    }

    /** Summed as differences from the first value, so that the mean of equal values is that value to the last bit. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) sum += value - values[0];
        return values[0] + sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        if (values.length < 2) return 1;
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        double std = Math.sqrt(squares / (values.length - 1));
        return std == 0 ? 1 : std;
    }

    private static void check(double[] rewards, boolean[] offPolicy) {
        if (rewards.length == 0 || rewards.length != offPolicy.length) {
            throw new IllegalArgumentException("a group needs one reward and one mark per row, but has "
                    + rewards.length + " rewards and " + offPolicy.length + " marks");
        }
        for (int i = 0; i < rewards.length; i++) {
            if (!Double.isFinite(rewards[i])) {
                throw new IllegalArgumentException(
                        "the reward of row " + i + " is " + rewards[i] + ", not a finite number");
            }
        }
    }
}
