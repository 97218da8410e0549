package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private final ModelConfig config = Models.small(true);
    private final int[][] prompts = Models.rows(config, 4, 2, 5, 21);
    private final int[][] responses = Models.rows(config, 4, 2, 5, 22);

    private void backward(Decoder decoder, Weights weights, float slope) {
        try (Scored scored = decoder.score(weights, prompts, responses, 1, true)) {
            float[] byLogProb = new float[scored.logProb().length];
            Arrays.fill(byLogProb, slope);
            scored.backward(byLogProb, new float[byLogProb.length]);
        }
    }

    /** The formula of the class's Javadoc, in float64. */
    @Test
    void everyStepFollowsTheWrittenOutFormula() {
        double beta1 = 0.8;
        double beta2 = 0.95;
        double eps = 1e-3;
        double decay = 0.1;
        double rate = 0.01;
        try (Weights weights = Weights.of(config, Models.tensors(config, 20), true);
                Decoder decoder = new Decoder(config);
                AdamW adamW = new AdamW(weights, beta1, beta2, eps, decay)) {
            Map<String, double[]> m = new LinkedHashMap<>();
            Map<String, double[]> v = new LinkedHashMap<>();
            Map<String, double[]> w = new LinkedHashMap<>();
            Host.of(weights.tensors()).forEach((name, tensor) -> {
                m.put(name, new double[tensor.data().length]);
                v.put(name, new double[tensor.data().length]);
                w.put(name, doubles(tensor.data()));
            });
            for (int t = 1; t <= 5; t++) {
                int step = t;
                backward(decoder, weights, -0.3f * t);
                Host.of(weights.gradients()).forEach((name, gradient) -> {
                    for (int i = 0; i < gradient.data().length; i++) {
                        double g = gradient.data()[i];
                        m.get(name)[i] = beta1 * m.get(name)[i] + (1 - beta1) * g;
                        v.get(name)[i] = beta2 * v.get(name)[i] + (1 - beta2) * g * g;
                        double mean = m.get(name)[i] / (1 - Math.pow(beta1, step));
                        double deviation = Math.sqrt(v.get(name)[i] / (1 - Math.pow(beta2, step)));
                        w.get(name)[i] -= rate * decay * w.get(name)[i];
                        w.get(name)[i] -= rate * mean / (deviation + eps);
                    }
                });
                adamW.step(rate, 0, adamW.gradientNorm());
                adamW.zeroGradients();
                assertThat(adamW.steps()).isEqualTo(t);
                Host.of(weights.tensors())
                        .forEach((name, tensor) ->
                                assertThat(doubles(tensor.data())).as(name).containsExactly(w.get(name), within(2e-6)));
            }
            Host.of(adamW.firstMoments())
                    .forEach((name, tensor) ->
                            assertThat(doubles(tensor.data())).as(name).containsExactly(m.get(name), within(1e-5)));
        }
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[i]);
        return result;
    }

    /**
     * {@code torch.optim.AdamW([w], lr=0.1, eps=1e-2, weight_decay=0.1)}, w = (1, −2), three steps on the loss Σ w². An epsilon
     * this large shows where it is added; DJL's own AdamW gives 0.70759 and −1.66145.
     */
    @Test
    void aLargeEpsilonIsAddedWherePyTorchAddsIt() {
        Map<String, Object> attributes =
                Map.of("training", true, "beta1", 0.9, "beta2", 0.999, "eps", 1e-2, "weight_decay", 0.1);
        try (TorchScript script = TorchScript.load("AdamW", new TreeMap<>(attributes), "adamw.py");
                TensorScope scope = TensorScope.withoutGradient()) {
            NDArray w = scope.floats(new float[] {1, -2}, 2);
            NDArray first = scope.floats(new float[2], 2);
            NDArray second = scope.floats(new float[2], 2);
            for (int t = 1; t <= 3; t++) {
                script.call(
                        scope,
                        "step",
                        List.of(w),
                        List.of(w.mul(2f)),
                        List.of(first),
                        List.of(second),
                        scope.doubles(new double[] {1}),
                        scope.doubles(new double[] {0.1}),
                        scope.floats(new float[] {t}));
            }
            assertThat(w.toFloatArray()).containsExactly(new float[] {0.6766419f, -1.6451280f}, within(2e-7f));
        }
    }

    @Test
    void theNormIsThatOfAllGradientsTogetherAndClippingScalesToIt() {
        try (Weights weights = Weights.of(config, Models.tensors(config, 20), true);
                Decoder decoder = new Decoder(config);
                AdamW adamW = new AdamW(weights, 0.9, 0.999, 1e-8, 0)) {
            backward(decoder, weights, -1);
            Map<String, FloatTensor> before = Host.of(weights.gradients());
            double square = 0;
            for (FloatTensor gradient : before.values()) {
                for (float g : gradient.data()) {
                    square += (double) g * g;
                }
            }
            double norm = adamW.gradientNorm();
            assertThat(norm).isCloseTo(Math.sqrt(square), within(1e-6 * norm));
            adamW.step(0, 2 * norm, norm);
            assertThat(Host.of(weights.gradients())).as("below the limit").isEqualTo(before);
            adamW.step(0, norm / 4, norm);
            assertThat(adamW.gradientNorm()).isCloseTo(norm / 4, within(1e-5 * norm));
        }
    }

    @Test
    void aRestoredOptimizerContinuesBitForBit() {
        try (Weights weights = Weights.of(config, Models.tensors(config, 20), true);
                Decoder decoder = new Decoder(config);
                AdamW adamW = new AdamW(weights, 0.9, 0.999, 1e-8, 0.01)) {
            for (int i = 0; i < 3; i++) {
                train(decoder, weights, adamW);
            }
            try (Weights copy = Weights.of(config, Host.of(weights.tensors()), true);
                    AdamW resumed = new AdamW(copy, 0.9, 0.999, 1e-8, 0.01)) {
                resumed.restore(adamW.steps(), Host.of(adamW.firstMoments()), Host.of(adamW.secondMoments()));
                assertThat(Host.of(copy.tensors())).isEqualTo(Host.of(weights.tensors()));
                for (int i = 0; i < 3; i++) {
                    train(decoder, weights, adamW);
                    train(decoder, copy, resumed);
                }
                assertThat(Host.of(copy.tensors())).isEqualTo(Host.of(weights.tensors()));
                assertThat(Host.of(resumed.firstMoments())).isEqualTo(Host.of(adamW.firstMoments()));
                assertThat(Host.of(resumed.secondMoments())).isEqualTo(Host.of(adamW.secondMoments()));
                assertThat(resumed.steps()).isEqualTo(6);
            }
        }
    }

    private void train(Decoder decoder, Weights weights, AdamW adamW) {
        backward(decoder, weights, -0.1f);
        adamW.step(1e-2, 1, adamW.gradientNorm());
        adamW.zeroGradients();
    }

    @Test
    void gradientsThatAreNotANumberAreRefusedAndCanBeZeroed() {
        try (Weights weights = Weights.of(config, Models.tensors(config, 20), true);
                Decoder decoder = new Decoder(config);
                AdamW adamW = new AdamW(weights, 0.9, 0.999, 1e-8, 0)) {
            backward(decoder, weights, Float.NaN);
            double norm = adamW.gradientNorm();
            assertThat(norm).isNaN();
            assertThatThrownBy(() -> adamW.step(1e-3, 1, norm)).hasMessage("the gradient norm is NaN, expected finite");
            adamW.zeroGradients();
            assertThat(adamW.gradientNorm()).isZero();
            assertThat(adamW.steps()).isZero();
        }
    }

    @Test
    void frozenWeightsCannotBeOptimised() {
        try (Weights weights = Weights.of(config, Models.tensors(config, 20), false)) {
            assertThatThrownBy(() -> new AdamW(weights, 0.9, 0.999, 1e-8, 0))
                    .hasMessage("these weights are frozen: they have no gradients");
        }
    }
}
