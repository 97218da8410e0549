package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
    private static final float TEMPERATURE = 0.7f;
    private static final int[] SUPPRESSED = {0, 4, 22};

    private final ModelConfig config = Models.small(true);
    private final Map<String, FloatTensor> tensors = Models.tensors(config, 3);
    private final int[][] prompts = prompts();
    private final int[][] responses = withoutSuppressed(Models.rows(Models.small(true), 40, 1, 11, 5));

    private static int[][] withoutSuppressed(int[][] responses) {
        for (int[] response : responses) {
            Arrays.setAll(response, t -> response[t] == 22 ? 21 : response[t]);
        }
        return responses;
    }

    /** Forty rows, so that there are three buckets; some prompts occur many times, in any order. */
    private static int[][] prompts() {
        int[][] distinct = Models.rows(Models.small(true), 9, 1, 13, 4);
        int[][] prompts = new int[40][];
        Arrays.setAll(prompts, row -> distinct[row * row % 9].clone());
        return prompts;
    }

    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void logProbabilitiesEntropiesAndGradientsAreThoseOfTheNaiveDecoder(ModelConfig config) {
        assertThatScoresAreThoseOfTheNaiveDecoder(config, prompts, responses);
    }

    /** More tokens than go through a layer at once, and rows for the fused attention, beside short ones. */
    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void theyAreWhereTokensGoInPartsAndRowsAreLong(ModelConfig config) {
        int[][] distinct = Models.rows(config, 5, 1, 60, 4);
        int[][] prompts = new int[14][];
        Arrays.setAll(prompts, row -> distinct[row * row % 5]);
        int[][] responses = withoutSuppressed(Models.rows(config, 14, 1, 200, 5));
        assertThat(Models.count(responses)).isGreaterThan(1024);
        assertThatScoresAreThoseOfTheNaiveDecoder(config.with(new Context(null, 260)), prompts, responses);
    }

    private static void assertThatScoresAreThoseOfTheNaiveDecoder(
            ModelConfig config, int[][] prompts, int[][] responses) {
        Map<String, FloatTensor> tensors = Models.tensors(config, 3);
        float[] a = Models.floats(Models.count(responses), 6);
        float[] b = Models.floats(Models.count(responses), 7);
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config, SUPPRESSED);
                Scored scored = decoder.score(weights, prompts, responses, TEMPERATURE, true);
                TensorScope scope = TensorScope.withGradient()) {
            NaiveDecoder naive = new NaiveDecoder(scope, config, tensors);
            NDArray loss = scope.floats(new float[1]);
            int at = 0;
            for (int row = 0; row < prompts.length; row++) {
                int[] response = responses[row];
                float[] expected = naive.logProbabilities(
                                NaiveDecoder.concat(prompts[row], response), TEMPERATURE, SUPPRESSED)
                        .toFloatArray(); // [tokens, vocabulary]
                for (int t = 0; t < response.length; t++) {
                    int from = (prompts[row].length - 1 + t) * config.vocabSize();
                    assertThat(scored.logProb()[at + t]).isCloseTo(expected[from + response[t]], within(2e-5f));
                    assertThat(scored.entropy()[at + t]).isCloseTo(entropy(config, expected, from), within(2e-5f));
                }
                loss = loss.add(naive.loss(
                        prompts[row],
                        response,
                        TEMPERATURE,
                        Arrays.copyOfRange(a, at, at + response.length),
                        Arrays.copyOfRange(b, at, at + response.length),
                        SUPPRESSED));
                at += response.length;
            }
            assertThat(at).isEqualTo(scored.logProb().length).isEqualTo(scored.entropy().length);
            scored.backward(a, b);
            Map<String, FloatTensor> expected = naive.gradients(loss.sum());
            Map<String, FloatTensor> actual = Host.of(weights.gradients());
            assertThat(actual.keySet()).containsExactlyElementsOf(Weights.names(config));
            // Each tensor by itself, so that a small one cannot hide behind the embedding. Keys have no gradient by
            // their
            // bias (softmax ignores a shift): rotation spoils that only a little, hence the absolute part.
            expected.forEach((name, gradient) -> {
                for (int i = 0; i < gradient.data().length; i++) {
                    assertThat(actual.get(name).data()[i])
                            .as("%s[%d]", name, i)
                            .isCloseTo(gradient.data()[i], within(2e-4f + 1e-4f * Math.abs(gradient.data()[i])));
                }
            });
            assertThat(Models.distance(actual, expected)).isLessThan(5e-6);
        }
    }

    private static float entropy(ModelConfig config, float[] logp, int from) {
        double entropy = 0;
        for (int i = from; i < from + config.vocabSize(); i++) {
            entropy -= Math.exp(logp[i]) * logp[i];
        }
        return (float) entropy;
    }

    /** The program of every device but a CPU that has oneDNN. */
    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void aLibtorchWithoutOneDnnComputesTheSame(ModelConfig config) {
        assertThatOneDnnIsNotMissed(config, new Arithmetic(Precision.FLOAT32, false), 1e-5f, 2e-6);
        assertThatOneDnnIsNotMissed(config, new Arithmetic(Precision.FLOAT32, true), 1e-5f, 2e-6);
        assertThatOneDnnIsNotMissed(config, new Arithmetic(Precision.BFLOAT16, false), 0.2f, 0.03);
    }

    private void assertThatOneDnnIsNotMissed(
            ModelConfig config, Arithmetic arithmetic, float logProb, double gradients) {
        Map<String, FloatTensor> tensors = Models.tensors(config, 3);
        float[] a = Models.floats(Models.count(responses), 6);
        try (Weights fast = Weights.of(config, tensors, true);
                Weights plain = Weights.of(fast.config(), Host.of(fast.tensors()), true);
                Decoder withOneDnn = new Decoder(config, arithmetic, true, SUPPRESSED);
                Decoder without = new Decoder(config, arithmetic, false, SUPPRESSED);
                Scored expected = without.score(plain, prompts, responses, TEMPERATURE, true);
                Scored actual = withOneDnn.score(fast, prompts, responses, TEMPERATURE, true)) {
            assertThat(actual.logProb()).containsExactly(expected.logProb(), within(logProb));
            expected.backward(a, a);
            actual.backward(a, a);
            assertThat(Models.distance(Host.of(fast.gradients()), Host.of(plain.gradients())))
                    .isLessThan(gradients);
        }
    }

    @Test
    void theLastLogitsAreThoseOfTheNaiveDecoder() {
        try (Weights weights = Weights.of(config, tensors, false);
                Decoder decoder = new Decoder(config, SUPPRESSED);
                TensorScope scope = TensorScope.withoutGradient()) {
            NaiveDecoder naive = new NaiveDecoder(scope, config, tensors);
            float[][] actual = decoder.lastLogits(weights, prompts);
            for (int row = 0; row < prompts.length; row++) {
                float[] all = naive.logits(prompts[row]).toFloatArray();
                float[] last = Arrays.copyOfRange(all, all.length - config.vocabSize(), all.length);
                assertThat(actual[row]).containsExactly(last, within(2e-5f));
            }
        }
    }

    @Test
    void gradientsAreTheSlopeOfTheLoss() {
        float[] a = Models.floats(Models.count(responses), 6);
        float[] b = Models.floats(Models.count(responses), 7);
        try (Weights weights = Weights.of(config, tensors, true);
                Decoder decoder = new Decoder(config)) {
            try (Scored scored = decoder.score(weights, prompts, responses, 1, true)) {
                scored.backward(a, b);
            }
            Map<String, FloatTensor> gradients = Host.of(weights.gradients());
            for (String name : Weights.names(config)) {
                int steepest = 0;
                float[] gradient = gradients.get(name).data();
                for (int i = 0; i < gradient.length; i++) {
                    steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
                }
                double slope = (loss(weights, decoder, name, steepest, 4e-3f, a, b)
                                - loss(weights, decoder, name, steepest, -4e-3f, a, b))
                        / 8e-3;
                assertThat(slope).as(name).isCloseTo(gradient[steepest], within(0.02 + 0.02 * Math.abs(slope)));
            }
        }
    }

    private double loss(Weights weights, Decoder decoder, String name, int index, float step, float[] a, float[] b) {
        float[] data = tensors.get(name).data();
        float before = data[index];
        data[index] = before + step;
        weights.load(tensors);
        data[index] = before;
        double loss = 0;
        try (Scored scored = decoder.score(weights, prompts, responses, 1, false)) {
            for (int i = 0; i < a.length; i++) {
                loss += (double) a[i] * scored.logProb()[i] + (double) b[i] * scored.entropy()[i];
            }
        }
        return loss;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20})
    void gradientsDoNotDependOnHowRowsAreSplit(int rowsAtOnce) {
        float[] a = Models.floats(Models.count(responses), 6);
        try (Weights weights = Weights.of(config, tensors, true);
                Weights other = Weights.of(weights.config(), Host.of(weights.tensors()), true);
                Decoder decoder = new Decoder(config)) {
            backward(decoder, weights, 0, prompts.length, a);
            for (int row = 0; row < prompts.length; row += rowsAtOnce) {
                backward(decoder, other, row, Math.min(prompts.length, row + rowsAtOnce), a);
            }
            assertThat(Models.distance(Host.of(other.gradients()), Host.of(weights.gradients())))
                    .isLessThan(1e-6);
        }
    }

    private void backward(Decoder decoder, Weights weights, int from, int to, float[] a) {
        int before = Models.count(Arrays.copyOf(responses, from));
        try (Scored scored = decoder.score(
                weights,
                Arrays.copyOfRange(prompts, from, to),
                Arrays.copyOfRange(responses, from, to),
                TEMPERATURE,
                true)) {
            int size = scored.logProb().length;
            scored.backward(Arrays.copyOfRange(a, before, before + size), new float[size]);
        }
    }

    @Test
    void theFirstAndTheTwentiethCallGiveTheSameBits() {
        float[] a = Models.floats(Models.count(responses), 6);
        float[] b = Models.floats(Models.count(responses), 7);
        try (Decoder decoder = new Decoder(config)) {
            float[] logProb = null;
            Map<String, FloatTensor> gradients = null;
            for (int call = 1; call <= 20; call++) {
                try (Weights weights = Weights.of(config, tensors, true);
                        Scored scored = decoder.score(weights, prompts, responses, TEMPERATURE, true)) {
                    scored.backward(a, b);
                    if (call == 1) {
                        logProb = scored.logProb();
                        gradients = Host.of(weights.gradients());
                    }
                    assertThat(scored.logProb()).as("call %d", call).isEqualTo(logProb);
                    assertThat(Host.of(weights.gradients())).as("call %d", call).isEqualTo(gradients);
                }
            }
        }
    }

    /** A tensor made from a Java buffer is a view of it: the graph would keep the view and the collector take the buffer. */
    @Test
    void theCollectorMayRunBetweenForwardAndBackward() {
        float[] a = Models.floats(Models.count(responses), 6);
        try (Decoder decoder = new Decoder(config);
                Weights expected = Weights.of(config, tensors, true);
                Weights weights = Weights.of(expected.config(), Host.of(expected.tensors()), true)) {
            backward(decoder, expected, 0, prompts.length, a);
            try (Scored scored = decoder.score(weights, prompts, responses, TEMPERATURE, true)) {
                System.gc();
                for (int i = 0; i < 2000; i++) { // takes up what was freed
                    ByteBuffer noise = ByteBuffer.allocateDirect(64 + 8 * i);
                    while (noise.remaining() >= Long.BYTES) {
                        noise.putLong(-1);
                    }
                }
                scored.backward(a, new float[a.length]);
            }
            assertThat(Host.of(weights.gradients())).isEqualTo(Host.of(expected.gradients()));
        }
    }

    @Test
    void scoringWithAndWithoutGradientGivesTheSameBits() {
        try (Weights weights = Weights.of(config, tensors, true);
                Weights reference = weights.frozenCopy();
                Decoder decoder = new Decoder(config);
                Scored with = decoder.score(weights, prompts, responses, 1, true);
                Scored without = decoder.score(reference, prompts, responses, 1, false)) {
            assertThat(with.logProb()).isEqualTo(without.logProb());
            assertThat(with.entropy()).isEqualTo(without.entropy());
        }
    }
}
