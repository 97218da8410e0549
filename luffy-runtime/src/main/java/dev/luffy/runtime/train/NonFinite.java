package dev.luffy.runtime.train;

import dev.luffy.runtime.tensor.TensorSource;
import dev.luffy.runtime.tensor.Weights;

/** Keeps poisoned weights out of checkpoints, so that the last good one stays the newest. */
final class NonFinite {
    private static final int PIECE = 1 << 20;

    private NonFinite() {}

    /**
     * @param step steps completed
     * @throws DivergedException if a weight is NaN or infinite
     */
    static void refuse(long step, Weights weights) {
        if (weights.areFinite()) return;
        float[] piece = new float[PIECE];
        weights.tensors().forEach((name, tensor) -> refuse(step, name, tensor, piece));
    }

    private static void refuse(long step, String name, TensorSource tensor, float[] piece) {
        for (long at = 0; at < tensor.size(); at += piece.length) {
            int count = (int) Math.min(piece.length, tensor.size() - at);
            tensor.read(at, piece, count);
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(piece[i])) throw new DivergedException(step, "a weight of " + name, piece[i]);
            }
        }
    }
}
