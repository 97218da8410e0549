package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreEdgeTest {
    private static final int[] SUPPRESSED = {0, 4, 22};

    private final ModelConfig config = Models.small(true);
    private final Map<String, FloatTensor> tensors = Models.tensors(config, 3);

    @Test
    void emptyResponsesContributeNothingAndChangeNothing() {
        int[][] morePrompts = {{}, {7, 8}, {9}, {10, 11, 12}};
        int[][] moreResponses = {{}, {9, 10, 2}, {}, {2}};
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config);
                Scored all = decoder.score(weights, morePrompts, moreResponses, 1, true);
                Scored one = decoder.score(weights, new int[][] {{7, 8}}, new int[][] {{9, 10, 2}}, 1, false);
                Scored none = decoder.score(weights, new int[][] {{7}}, new int[1][0], 1, true)) {
            assertThat(all.logProb()).hasSize(4);
            assertThat(Arrays.copyOf(all.logProb(), 3)).containsExactly(one.logProb(), within(1e-5f));
            assertThat(none.logProb()).isEmpty();
            none.backward(new float[0], new float[0]);
            assertThat(Host.of(weights.gradients()).values())
                    .allSatisfy(g -> assertThat(Models.largest(g)).isZero());
        }
    }

    @Test
    void responsesOfOneTokenNeedNoContinuation() {
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config);
                Scored scored = decoder.score(weights, new int[][] {{7, 8}}, new int[][] {{9}}, 1, true)) {
            float[] logits = decoder.lastLogits(weights, new int[][] {{7, 8}})[0];
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit);
            }
            assertThat((double) scored.logProb()[0]).isCloseTo(logits[9] - Math.log(sum), within(1e-5));
            scored.backward(new float[] {1}, new float[] {0});
            assertThat(Host.of(weights.gradients()).get("model.norm.weight").data())
                    .isNotEqualTo(new float[24]);
        }
    }

    @Test
    void aDistributionWithOneTokenLeftHasEntropyZeroAndNoGradient() {
        int[] allButNine = IntStream.range(0, 23).filter(i -> i != 9).toArray();
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config, allButNine);
                Scored scored = decoder.score(weights, new int[][] {{7}}, new int[][] {{9, 9}}, 0.01f, true)) {
            assertThat(scored.logProb()).containsOnly(0);
            assertThat(scored.entropy()).containsOnly(0);
            scored.backward(new float[] {1, 1}, new float[] {1, 1});
            assertThat(Host.of(weights.gradients()).values())
                    .allSatisfy(g -> assertThat(Models.largest(g)).isZero());
        }
    }

    @Test
    void badInputIsNamed() {
        try (Weights weights = Weights.of(config, tensors, false);
                Decoder decoder = new Decoder(config, SUPPRESSED)) {
            int[][] prompt = {{7}};
            assertThatThrownBy(() -> decoder.score(weights, prompt, new int[][] {{8, 4}}, 1, false))
                    .hasMessage("response 0 holds token 4, which is suppressed and has probability 0");
            assertThatThrownBy(() -> decoder.score(weights, prompt, new int[][] {{23}}, 1, false))
                    .hasMessage("response 0 holds token 23, outside the vocabulary of 23");
            assertThatThrownBy(() -> decoder.score(weights, new int[1][0], new int[][] {{8}}, 1, false))
                    .hasMessage("prompt of row 0 is empty: nothing predicts its response");
            assertThatThrownBy(() -> decoder.score(weights, prompt, new int[][] {{8}}, 0, false))
                    .hasMessage("temperature is 0.0, expected above 0 and finite");
            assertThatThrownBy(() -> decoder.score(weights, prompt, new int[2][0], 1, false))
                    .hasMessage("1 prompts but 2 responses");
            assertThatThrownBy(() -> decoder.score(weights, prompt, new int[][] {{8}}, 1, true))
                    .hasMessage("these weights are frozen: they have no gradients");
            int[] longest = new int[64];
            Arrays.fill(longest, 8);
            assertThatThrownBy(() -> decoder.score(weights, prompt, new int[][] {longest}, 1, false))
                    .hasMessage("a prompt and its response need 65 positions, the model has 64");
            assertThatThrownBy(() -> new Decoder(config, 23)).hasMessageContaining("suppressed token 23");
        }
    }
}
