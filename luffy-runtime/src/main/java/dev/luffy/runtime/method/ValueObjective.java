package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import java.util.List;

/**
 * The loss that a critic's update descends, and its exact derivatives (OpenRLHF's {@code ValueLoss}, PPO's clipped one).
 *
 * <pre>
 *   loss = 1/Z · Σ ½·max((V − R)², (V_clip − R)²),   V_clip = V_old + clamp(V − V_old, −ε, ε)
 * </pre>
 *
 * Z is that of the policy gradient, counted over the rows of the critic's update before it is cut into micro-batches.
 */
public final class ValueObjective {

    private final Normalizer normalizer;
    private final double clip;

    /** @param method one with a critic */
    public ValueObjective(Method method) {
        this.normalizer = method.normalizer();
        this.clip = method.critic().valueClip();
    }

    /**
     * A micro-batch's share of the loss.
     *
     * @param dValue {@code [rows][tokens]} ∂loss/∂V
     */
    public record Share(double loss, double[][] dValue) {}

    /**
     * @param microBatch any of the update's rows; the result's arrays follow their order
     * @param totals of all rows of the update
     */
    public Share evaluate(List<ValueRow> microBatch, Totals totals) {
        double loss = 0;
        double[][] dValue = new double[microBatch.size()][]; // [rows][tokens]
        for (int i = 0; i < dValue.length; i++) {
            ValueRow row = microBatch.get(i);
            int tokens = row.value().length;
            double factor = 1 / Coefficients.divisor(normalizer, totals, true);
            if (normalizer instanceof Normalizer.SequenceMean) factor /= tokens;
            dValue[i] = new double[tokens];
            for (int t = 0; t < tokens; t++) {
                double moved = row.value()[t] - row.oldValue()[t]; // V − V_old
                double free = row.value()[t] - row.returns()[t]; // V − R
                double limited = row.oldValue()[t] + Math.max(-clip, Math.min(clip, moved)) - row.returns()[t];
                boolean within = Math.abs(moved) <= clip;
                // Beyond the band V_clip is a constant: where it is the worse of the two, the token has no gradient.
                boolean held = !within && limited * limited > free * free;
                loss += factor * 0.5 * (held ? limited * limited : free * free);
                dValue[i][t] = held ? 0 : factor * free;
            }
        }
        return new Share(loss, dValue);
    }
}
