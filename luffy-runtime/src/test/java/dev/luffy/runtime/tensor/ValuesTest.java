package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values against the naive decoder. Its untied output projection is given the value head as its first row, so that a logit
 * of token 0 is a value and needs no code of its own.
 */
class ValuesTest {

    private final ModelConfig untied = Models.small(false);
    private final Map<String, FloatTensor> tensors = Models.tensors(untied, 3);
    private final int[][] prompts = Models.rows(untied, 20, 1, 9, 4);
    private final int[][] responses = Models.rows(untied, 20, 1, 11, 5);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valuesAndGradientsAreThoseOfTheNaiveDecoder(boolean tied) {
        float[] d = Models.floats(Models.count(responses), 6);
        try (Weights policy = Weights.random(Models.small(tied), 1);
                Weights critic = Weights.critic(policy);
                Decoder decoder = new Decoder(Models.small(tied));
                TensorScope scope = TensorScope.withGradient()) {
            critic.load(criticTensors());
            NaiveDecoder naive = new NaiveDecoder(scope, untied, tensors);
            try (ScoredValues scored = decoder.values(critic, prompts, responses, true)) {
                NDArray loss = scope.floats(new float[1]);
                int at = 0;
                for (int row = 0; row < prompts.length; row++) {
                    NDArray logits =
                            naive.logits(NaiveDecoder.concat(prompts[row], responses[row])); // [tokens, vocabulary]
                    float[] expected = logits.toFloatArray();
                    float[] by = new float[expected.length]; // [tokens, vocabulary]
                    for (int t = 0; t < responses[row].length; t++) {
                        int cell = (prompts[row].length - 1 + t) * untied.vocabSize();
                        assertThat(scored.value()[at]).isCloseTo(expected[cell], within(2e-5f));
                        by[cell] = d[at++];
                    }
                    loss = loss.add(
                            logits.mul(scope.floats(by, logits.getShape().getShape()))
                                    .sum());
                }
                assertThat(at).isEqualTo(scored.value().length);
                scored.backward(d);
                assertGradients(Host.of(critic.gradients()), naive.gradients(loss.sum()));
            }
        }
    }

    private void assertGradients(Map<String, FloatTensor> actual, Map<String, FloatTensor> naive) {
        assertThat(actual.keySet()).containsExactlyElementsOf(criticTensors().keySet());
        actual.forEach((name, gradient) -> {
            // The head's gradient is the first row of the projection's.
            float[] expected = naive.get(name.equals(Layout.VALUE_HEAD) ? "lm_head.weight" : name)
                    .data();
            for (int i = 0; i < gradient.data().length; i++) {
                assertThat(gradient.data()[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo(expected[i], within(2e-4f + 1e-4f * Math.abs(expected[i])));
            }
        });
    }

    @Test
    void aNewCriticIsThePolicyWithAHeadOfZerosAndMemoryOfItsOwn() {
        try (Weights policy = Weights.of(untied, tensors, true);
                Weights critic = Weights.critic(policy);
                Decoder decoder = new Decoder(untied);
                ScoredValues scored = decoder.values(critic, prompts, responses, false)) {
            assertThat(scored.value()).containsOnly(0f);
            Map<String, FloatTensor> copied = Host.of(critic.tensors());
            assertThat(copied).doesNotContainKey("lm_head.weight");
            tensors.forEach((name, tensor) -> {
                if (!name.equals("lm_head.weight"))
                    assertThat(copied.get(name).data()).isEqualTo(tensor.data());
            });
            assertThat(copied.get(Layout.VALUE_HEAD).shape()).containsExactly(1, untied.hiddenSize());
            assertThat(critic.isCritic()).isTrue();
            critic.load(criticTensors());
            assertThat(Host.of(policy.tensors()).get("model.norm.weight").data())
                    .isEqualTo(tensors.get("model.norm.weight").data());
        }
    }

    @Test
    void aValueHasTheSameBitsWhetherOrNotAGradientIsWanted() {
        try (Weights policy = Weights.random(untied, 1);
                Weights critic = Weights.critic(policy);
                Decoder decoder = new Decoder(untied)) {
            critic.load(criticTensors());
            try (ScoredValues with = decoder.values(critic, prompts, responses, true);
                    ScoredValues without = decoder.values(critic, prompts, responses, false)) {
                assertThat(with.value()).isEqualTo(without.value());
                assertThatThrownBy(() -> without.backward(new float[without.value().length]))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("no graph");
                assertThatThrownBy(() -> with.backward(new float[1])).hasMessageContaining("dValue has 1 numbers");
            }
        }
    }

    @Test
    void aCriticIsNoPolicyAndAPolicyNoCritic() {
        try (Weights policy = Weights.random(untied, 1);
                Weights critic = Weights.critic(policy);
                Decoder decoder = new Decoder(untied)) {
            assertThatThrownBy(() -> decoder.score(critic, prompts, responses, 1, false))
                    .hasMessageContaining("they predict no token");
            assertThatThrownBy(() -> decoder.values(policy, prompts, responses, false))
                    .hasMessageContaining("they have no values");
            assertThatThrownBy(() -> Weights.critic(critic)).hasMessageContaining("not from a critic");
            assertThatThrownBy(() -> critic.load(tensors)).hasMessageContaining("value_head.weight is missing");
        }
    }

    /** The naive decoder's tensors with the projection's first row as the head. */
    private Map<String, FloatTensor> criticTensors() {
        Map<String, FloatTensor> result = new LinkedHashMap<>(tensors);
        FloatTensor projection = result.remove("lm_head.weight");
        int width = untied.hiddenSize();
        result.put(Layout.VALUE_HEAD, new FloatTensor(new long[] {1, width}, Arrays.copyOf(projection.data(), width)));
        return result;
    }
}
