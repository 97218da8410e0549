package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.LayerParts;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.RopeScaling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsTest {
    private final ModelConfig config = Models.small(true);

    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void whatIsLoadedIsReadBackBitForBitUnderTheSameNames(ModelConfig config) {
        Map<String, FloatTensor> tensors = Models.tensors(config, 1);
        try (Weights weights = Weights.of(config, tensors, true)) {
            assertThat(Host.of(weights.tensors())).isEqualTo(tensors);
            assertThat(Host.of(weights.tensors()).keySet()).containsExactlyElementsOf(Weights.names(config));
            assertThat(Host.of(weights.gradients()).values())
                    .allSatisfy(gradient -> assertThat(gradient.data()).containsOnly(0));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void theTensorsHoldAsManyNumbersAsTheConfigurationSays(ModelConfig config) {
        long count = Weights.shapes(config).values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .sum();
        assertThat(count).isEqualTo(config.parameterCount());
    }

    @Test
    void namesAreThoseOfTheFamily() {
        assertThat(Weights.names(Models.small(false))).contains("lm_head.weight");
        assertThat(Weights.names(Models.small(true)))
                .doesNotContain("lm_head.weight")
                .startsWith("model.embed_tokens.weight", "model.layers.0.self_attn.q_proj.weight")
                .endsWith("model.norm.weight");
        String layer = "model.layers.1.self_attn.";
        assertThat(Weights.names(Models.small(true).with(LayerParts.QWEN3, RopeScaling.NONE)))
                .contains(layer + "q_norm.weight", layer + "k_norm.weight")
                .noneMatch(name -> name.endsWith(".bias"));
        assertThat(Weights.names(Models.small(true).with(LayerParts.LLAMA, RopeScaling.NONE)))
                .hasSize(2 + 2 * 9)
                .noneMatch(name -> name.endsWith(".bias"));
    }

    @Test
    void randomWeightsOfAFamilyStartWithNormsOfOneAndBiasesOfZero() {
        ModelConfig config = Models.small(true).with(new LayerParts(true, true, true, true), RopeScaling.NONE);
        try (Weights weights = Weights.random(config, 1)) {
            Host.of(weights.tensors()).forEach((name, tensor) -> {
                if (name.endsWith("norm.weight")) {
                    assertThat(tensor.data()).as(name).containsOnly(1);
                } else if (name.endsWith(".bias")) {
                    assertThat(tensor.data()).as(name).containsOnly(0);
                } else {
                    assertThat(tensor.data()).as(name).doesNotContain(0, 1);
                }
            });
        }
    }

    @Test
    void aFrozenCopyKeepsTheOldValues() {
        Map<String, FloatTensor> old = Models.tensors(config, 1);
        Map<String, FloatTensor> changed = Models.tensors(config, 2);
        try (Weights weights = Weights.of(config, old, true);
                Weights reference = weights.frozenCopy()) {
            weights.load(changed);
            assertThat(Host.of(weights.tensors())).isEqualTo(changed);
            assertThat(Host.of(reference.tensors())).isEqualTo(old);
            assertThat(reference.trainable()).isFalse();
            assertThatThrownBy(reference::gradients).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void initialWeightsDependOnTheSeedOnlyAndHaveTheDeviationOfTheirKind() {
        ModelConfig config = Models.measured();
        try (Weights a = Weights.random(config, 7);
                Weights b = Weights.random(config, 7);
                Weights c = Weights.random(config, 8)) {
            assertThat(Host.of(a.tensors())).isEqualTo(Host.of(b.tensors()));
            float[] gate = Host.of(a.tensors())
                    .get("model.layers.0.mlp.gate_proj.weight")
                    .data();
            assertThat(gate)
                    .isNotEqualTo(Host.of(c.tensors())
                            .get("model.layers.0.mlp.gate_proj.weight")
                            .data());
            assertThat(gate)
                    .isNotEqualTo(Host.of(a.tensors())
                            .get("model.layers.1.mlp.gate_proj.weight")
                            .data());
            double mean = 0;
            double square = 0;
            for (float x : gate) {
                mean += x / gate.length;
                square += x * x / gate.length;
            }
            // 49,152 values: three standard errors.
            assertThat(mean).isCloseTo(0, within(3 * 0.02 / Math.sqrt(gate.length)));
            assertThat(Math.sqrt(square)).isCloseTo(0.02, within(3 * 0.02 / Math.sqrt(2.0 * gate.length)));
            assertThat(Host.of(a.tensors()).get("model.norm.weight").data()).containsOnly(1);
            assertThat(Host.of(a.tensors())
                            .get("model.layers.3.self_attn.q_proj.bias")
                            .data())
                    .containsOnly(0);
            assertThat(a.trainable()).isTrue();
        }
    }

    @Test
    void aMissingAnUnknownAndAMisshapenTensorAreNamedWithTheirShapes() {
        Map<String, FloatTensor> missing = new LinkedHashMap<>(Models.tensors(config, 1));
        missing.remove("model.layers.1.mlp.up_proj.weight");
        assertThatThrownBy(() -> Weights.of(config, missing, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor model.layers.1.mlp.up_proj.weight is missing, expected shape [40, 24]");
        Map<String, FloatTensor> extra = new LinkedHashMap<>(Models.tensors(config, 1));
        extra.put("lm_head.weight", new FloatTensor(new long[] {2, 1}, new float[2]));
        assertThatThrownBy(() -> Weights.of(config, extra, false))
                .hasMessage(
                        "tensor lm_head.weight of shape [2, 1] does not belong to this model, whose embeddings are tied");
        Map<String, FloatTensor> misshapen = new LinkedHashMap<>(Models.tensors(config, 1));
        misshapen.put("model.norm.weight", new FloatTensor(new long[] {4, 6}, new float[24]));
        try (Weights weights = Weights.of(config, Models.tensors(config, 1), false)) {
            assertThatThrownBy(() -> weights.load(misshapen))
                    .hasMessage("tensor model.norm.weight has shape [4, 6], expected [24]");
            assertThat(Host.of(weights.tensors())).isEqualTo(Models.tensors(config, 1));
        }
        assertThatThrownBy(() -> new FloatTensor(new long[] {2, 3}, new float[5]))
                .hasMessage("shape [2, 3] holds 6 values, got 5");
    }

    @Test
    void aDecoderRefusesWeightsOfAnotherModel() {
        try (Weights weights = Weights.of(config, Models.tensors(config, 1), false);
                Decoder decoder = new Decoder(Models.measured())) {
            assertThatThrownBy(() -> decoder.lastLogits(weights, new int[][] {{7}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("given to a decoder of");
        }
    }
}
