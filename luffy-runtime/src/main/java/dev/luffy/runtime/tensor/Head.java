package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.BitSet;

/**
 * The vocabulary projection with what is read from it: the log-probability of a given token, the entropy, and their gradient
 * by the states below. The logits themselves exist one slice at a time.
 */
final class Head {
    /** Logits of one slice: 128 MiB. Wide enough for a matrix product that is not held up by reading the projection. */
    static final int SLICE = 1 << 25;

    /** Added to a suppressed logit. Finite, so that p·log p of a probability 0 is 0; as a float32 exponent it is -∞. */
    private static final float SUPPRESSED = -1e30f;

    private final ModelConfig config;
    private final TorchScript script;
    private final BitSet suppressed = new BitSet();
    private final float[] penalty; // [vocabulary]

    Head(ModelConfig config, TorchScript script, int[] suppressed) {
        this.config = config;
        this.script = script;
        this.penalty = new float[config.vocabSize()];
        for (int token : suppressed) {
            if (token < 0 || token >= config.vocabSize()) {
                throw new IllegalArgumentException(
                        "suppressed token " + token + " is outside the vocabulary of " + config.vocabSize());
            }
            this.suppressed.set(token);
            penalty[token] = SUPPRESSED;
        }
        if (this.suppressed.cardinality() == config.vocabSize()) {
            throw new IllegalArgumentException("every token is suppressed");
        }
    }

    /** @throws IllegalArgumentException if a token is outside the vocabulary */
    void checkRead(String what, int[][] rows) {
        for (int row = 0; row < rows.length; row++) {
            for (int token : rows[row]) {
                if (token < 0 || token >= config.vocabSize()) {
                    throw new IllegalArgumentException(what + " " + row + " holds token " + token
                            + ", outside the vocabulary of " + config.vocabSize());
                }
            }
        }
    }

    /** @throws IllegalArgumentException if a token is outside the vocabulary or suppressed, of which log p would be -∞ */
    void checkPredicted(String what, int[][] rows) {
        checkRead(what, rows);
        for (int row = 0; row < rows.length; row++) {
            for (int token : rows[row]) {
                if (suppressed.get(token)) {
                    throw new IllegalArgumentException(
                            what + " " + row + " holds token " + token + ", which is suppressed and has probability 0");
                }
            }
        }
    }

    NDArray penalty(TensorScope scope) {
        return scope.floats(penalty, penalty.length);
    }

    /** Log-probability and entropy, {@code [targets]} each, of {@code states} {@code [targets, width]}. */
    NDList select(TensorScope scope, Weights weights, NDArray states, long[] targets, float temperature) {
        return script.call(
                scope,
                "select",
                projection(weights),
                states,
                scope.longs(targets, targets.length),
                penalty(scope),
                scope.numbers(temperature),
                slice(scope));
    }

    /** Adds the gradient by the output projection to the weights'; returns that by {@code states}, {@code [targets, width]}. */
    NDArray gradient(
            TensorScope scope,
            Weights weights,
            NDArray states,
            long[] targets,
            float temperature,
            float[] byLogProb,
            float[] byEntropy) {
        return script.call(
                        scope,
                        "select_gradient",
                        projection(weights),
                        weights.gradientLeaves().get(weights.layout().head()),
                        states,
                        scope.longs(targets, targets.length),
                        penalty(scope),
                        scope.numbers(temperature),
                        slice(scope),
                        scope.floats(byLogProb, targets.length),
                        scope.floats(byEntropy, targets.length))
                .get(0);
    }

    /** {@code [targets, vocabulary]}, for few targets. */
    NDArray logits(TensorScope scope, Weights weights, NDArray states) {
        return script.call(scope, "product", states, projection(weights)).get(0);
    }

    private static NDArray projection(Weights weights) {
        return weights.leaves().get(weights.layout().head());
    }

    private NDArray slice(TensorScope scope) {
        return scope.numbers(new long[] {Math.max(1, SLICE / config.vocabSize())});
    }
}
