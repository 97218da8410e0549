package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Prefix;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * The share of its trace that each off-policy row of a group is given (reference/mix_vllm_rollout.py,
 * {@code prefix_strategy}).
 *
 * <pre>
 *   RANDOM          U[minimum, maximum]
 *   LINEAR          maximum·(1 − min(step/steps, 1)), not below minimum
 *   LINEAR_MAX      U[minimum, maximum·(10−k)/10]   k = 0 … 9, the tenth of the schedule that the step lies in
 *   REVERSE_LINEAR  U[minimum, maximum·(k+1)/10]
 *   FIXED           minimum … maximum in equal spaces; a single row gets maximum (the reference divides by zero)
 * </pre>
 *
 * An upper bound that has fallen below {@code minimum} is {@code minimum}. After the schedule its last value stays.
 */
public final class PrefixRatios {

    private static final int WINDOWS = 10;

    private PrefixRatios() {}

    /**
     * Ratios of the off-policy rows of one group.
     *
     * @param step updates done so far, from 0 (the reference counts from 1)
     * @param uniform numbers in [0, 1); asked once per row by RANDOM, LINEAR_MAX and REVERSE_LINEAR, never by the others
     * @return {@code [offPolicyRows]}, each in [minimum, maximum]
     */
    public static double[] ratios(Prefix prefix, int offPolicyRows, long step, DoubleSupplier uniform) {
        if (step < 0) throw new IllegalArgumentException("step is " + step + ", but steps are counted from 0");
        double[] ratios = new double[offPolicyRows]; // [offPolicyRows]
        double upper = upper(prefix, step);
        switch (prefix.strategy()) {
            case RANDOM, LINEAR_MAX, REVERSE_LINEAR ->
                Arrays.setAll(ratios, i -> prefix.minimum() + (upper - prefix.minimum()) * uniform.getAsDouble());
            case LINEAR -> Arrays.fill(ratios, upper);
            case FIXED -> Arrays.setAll(ratios, i -> evenlySpaced(prefix, i, offPolicyRows));
        }
        return ratios;
    }

    /** Number of leading trace tokens at a ratio: ⌊tokens · ratio⌋. At ratio 1 the whole trace with its final token. */
    public static int prefixTokens(double ratio, int traceTokens) {
        return (int) (traceTokens * ratio);
    }

    private static double upper(Prefix prefix, long step) {
        double progress = Math.min((double) step / prefix.steps(), 1);
        int window = Math.min((int) (WINDOWS * progress), WINDOWS - 1); // 0 … 9
        double share = switch (prefix.strategy()) {
            case LINEAR -> 1 - progress;
            case LINEAR_MAX -> (double) (WINDOWS - window) / WINDOWS;
            case REVERSE_LINEAR -> (double) (window + 1) / WINDOWS;
            case RANDOM, FIXED -> 1;
        };
        return Math.max(prefix.minimum(), prefix.maximum() * share);
    }

    private static double evenlySpaced(Prefix prefix, int row, int rows) {
        if (row == rows - 1) return prefix.maximum(); // exact, and the answer for a single row
        return prefix.minimum() + (prefix.maximum() - prefix.minimum()) * row / (rows - 1);
    }
}
