package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import java.util.List;

/**
 * Holds measurements against rules and baselines. A drop fails only if it is real at the rule's confidence; what cannot be
 * compared fails and says why.
 *
 * @since 0.1
 */
public final class Gate {

    private Gate() {}

    /**
     * One finding per limit of every rule, in the order of the rules. Relative limits are corrected together (Holm).
     *
     * @param measured what was measured now
     * @param baselines what was measured before and committed
     * @param accept how to accept a change, for messages, such as "run mvn luffy:check -Dluffy.updateBaseline …"
     */
    public static List<Finding> check(
            List<Rule> rules, List<Measurement> measured, List<Measurement> baselines, String accept) {
        throw new UnsupportedOperationException(rules + "" + measured + baselines + accept);
    }
}
