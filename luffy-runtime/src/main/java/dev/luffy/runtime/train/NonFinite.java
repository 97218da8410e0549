package dev.luffy.runtime.train;

import dev.luffy.runtime.tensor.FloatTensor;
import java.util.Map;

/** Keeps poisoned weights out of checkpoints, so that the last good one stays the newest. */
final class NonFinite {

    private NonFinite() {}

    /**
     * @param step steps completed
     * @throws DivergedException if a weight is NaN or infinite
     */
    static void refuse(long step, Map<String, FloatTensor> weights) {
        weights.forEach((name, tensor) -> {
            for (float value : tensor.data()) {
                if (!Float.isFinite(value)) throw new DivergedException(step, "a weight of " + name, value);
            }
        });
    }
}
