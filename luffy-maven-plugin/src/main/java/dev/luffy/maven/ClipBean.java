package dev.luffy.maven;

import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.InvalidDeclarationException;

/**
 * PPO's clip of a surrogate.
 *
 * <pre>{@code
 * <onPolicyClip>NONE</onPolicyClip>
 *
 * <onPolicyClip>0.2</onPolicyClip>   <!-- the same below and above 1 -->
 *
 * <onPolicyClip>
 *   <low>0.2</low>
 *   <high>0.28</high>
 * </onPolicyClip>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ClipBean {

    private Double low;
    private Double high;
    private String shorthand;

    /** Makes {@code <onPolicyClip>NONE</onPolicyClip>} and {@code <onPolicyClip>0.2</onPolicyClip>} possible. */
    public void set(String value) {
        shorthand = value;
    }

    Clip toClip() {
        if ("NONE".equals(shorthand)) return new Clip.None();
        if (shorthand != null) {
            double epsilon = number(shorthand);
            return new Clip.Ppo(epsilon, epsilon);
        }
        if (low == null || high == null) {
            throw new InvalidDeclarationException(
                    low == null ? "low" : "high", "nothing", "<low> and <high> are declared together, or NONE");
        }
        return new Clip.Ppo(low, high);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidDeclarationException("low", text, "must be NONE, a number, or <low> and <high>");
        }
    }
}
