package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Activation checkpointing and bfloat16, against what they stand for. */
class RecomputedTest {
    private final ModelConfig config = Models.measured();
    private final Map<String, FloatTensor> tensors = Models.tensors(config, 3);
    private final int[][] prompts = Models.rows(config, 40, 1, 30, 4);
    private final int[][] responses = Models.rows(config, 40, 1, 40, 5);

    private record Result(float[] logProb, float[] entropy, Map<String, FloatTensor> gradients) {}

    private Result by(Arithmetic arithmetic) {
        return by(config, tensors, prompts, responses, arithmetic);
    }

    private Result by(
            ModelConfig config,
            Map<String, FloatTensor> tensors,
            int[][] prompts,
            int[][] responses,
            Arithmetic arithmetic) {
        float[] byLogProb = Models.floats(Models.count(responses), 6);
        float[] byEntropy = Models.floats(Models.count(responses), 7);
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
        // So that they go through a layer in parts.
        assertThat(Models.count(prompts) + Models.count(responses)).isGreaterThan(1024);
        Result kept = by(new Arithmetic(precision, false));
        Result recomputed = by(new Arithmetic(precision, true));
        assertThat(recomputed.logProb).isEqualTo(kept.logProb);
        assertThat(recomputed.entropy).isEqualTo(kept.entropy);
        assertThat(recomputed.gradients).isEqualTo(kept.gradients);
    }

    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void norIsBfloat16FarOffOrRecomputedOtherwiseInAnyFamily(ModelConfig config) {
        Map<String, FloatTensor> tensors = Models.tensors(config, 3);
        int[][] prompts = Models.rows(config, 40, 1, 13, 4);
        int[][] responses = Models.rows(config, 40, 1, 11, 5);
        Result exact = by(config, tensors, prompts, responses, Arithmetic.FLOAT32);
        Result kept = by(config, tensors, prompts, responses, new Arithmetic(Precision.BFLOAT16, false));
        Result recomputed = by(config, tensors, prompts, responses, new Arithmetic(Precision.BFLOAT16, true));
        assertThat(recomputed.logProb).isEqualTo(kept.logProb);
        assertThat(recomputed.gradients).isEqualTo(kept.gradients);
        assertThat(Models.distance(kept.gradients, exact.gradients)).isBetween(1e-4, 0.05);
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
