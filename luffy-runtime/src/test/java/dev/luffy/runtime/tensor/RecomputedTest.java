package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activation checkpointing and bfloat16, against what they stand for. */
class RecomputedTest {
    private final ModelConfig config = Models.measured();
    private final Map<String, FloatTensor> tensors = Models.tensors(config, 3);
    private final int[][] prompts = Models.rows(config, 24, 1, 30, 4);
    private final int[][] responses = Models.rows(config, 24, 1, 40, 5);
    private final float[] byLogProb = Models.floats(Models.count(responses), 6);
    private final float[] byEntropy = Models.floats(Models.count(responses), 7);

    private record Result(float[] logProb, float[] entropy, Map<String, FloatTensor> gradients) {}

    private Result by(Arithmetic arithmetic) {
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config, arithmetic);
                Scored scored = decoder.score(weights, prompts, responses, 1, true)) {
            scored.backward(byLogProb, byEntropy);
            return new Result(scored.logProb(), scored.entropy(), Host.of(weights.gradients()));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void layersThatAreComputedAgainGiveTheSameBits(Precision precision) {
        Result kept = by(new Arithmetic(precision, false));
        Result recomputed = by(new Arithmetic(precision, true));
        assertThat(recomputed.logProb).isEqualTo(kept.logProb);
        assertThat(recomputed.entropy).isEqualTo(kept.entropy);
        assertThat(recomputed.gradients).isEqualTo(kept.gradients);
    }

    /** bfloat16 has 8 bits of significand: a product is off by 2^-9, and a sum of many by less than their number. */
    @Test
    void bfloat16IsOffByWhatItsEightBitsCost() {
        Result exact = by(Arithmetic.FLOAT32);
        Result rounded = by(new Arithmetic(Precision.BFLOAT16, true));
        assertThat(rounded.logProb).containsExactly(exact.logProb, within(0.2f));
        double sum = 0;
        for (int i = 0; i < exact.logProb.length; i++) sum += Math.abs(rounded.logProb[i] - exact.logProb[i]);
        assertThat(sum / exact.logProb.length).isBetween(1e-4, 0.03);
        assertThat(Models.distance(rounded.gradients, exact.gradients)).isBetween(1e-4, 0.03);
    }

    @Test
    void bfloat16ScoresWithAndWithoutGradientAreTheSameBits() {
        try (Weights weights = Weights.of(config, tensors, true);
                Weights reference = weights.frozenCopy();
                Decoder decoder = new Decoder(config, new Arithmetic(Precision.BFLOAT16, false));
                Scored with = decoder.score(weights, prompts, responses, 1, true);
                Scored without = decoder.score(reference, prompts, responses, 1, false)) {
            assertThat(with.logProb()).isEqualTo(without.logProb());
            assertThat(with.entropy()).isEqualTo(without.entropy());
        }
    }
}
