package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.tensor.AdamW;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.Generation;
import dev.luffy.runtime.tensor.Host;
import dev.luffy.runtime.tensor.SamplingWeights;
import dev.luffy.runtime.tensor.Scored;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From a folder on the disk to logits, samples and trained weights: every number that transformers computed with the golden
 * checkpoints, but for the chat template.
 */
class GoldenModelTest {
    // float32 sums in another order; logits are of size 1.
    private static final double LOGIT = 1e-4;
    // A mean of 18 log-probabilities.
    private static final double LOSS = 1e-5;
    // AdamW divides by the gradient's size: where that is rounding error, a weight moves by its sign, up to 1e-3 a
    // step. Such weights of a key's bias account for 4e-5; a forgotten weight decay changes the sum of a norm by 2e-3.
    private static final double SUM = 1e-4;

    @BeforeAll
    static void oneThread() {
        Engine.start(1);
    }

    @ParameterizedTest
    @EnumSource
    void logitsAreThoseOfTransformersAtEveryPosition(Golden golden) throws IOException {
        JsonNode forward = golden.expected().path("forward");
        int[] ids = Golden.ints(forward.path("ids"));
        JsonNode firstEight = forward.path("logits_first8_each_position");
        assertThat(firstEight).hasSize(ids.length);
        try (Model model = new Model(golden, false)) {
            int[][] prefixes = new int[ids.length][];
            Arrays.setAll(prefixes, i -> Arrays.copyOf(ids, i + 1));
            float[][] logits = model.decoder.lastLogits(model.weights, prefixes); // [positions, vocabulary]
            for (int i = 0; i < ids.length; i++) {
                assertClose(Arrays.copyOf(logits[i], 8), Golden.doubles(firstEight.get(i)), LOGIT);
            }
            assertClose(logits[ids.length - 1], Golden.doubles(forward.path("logits_last")), LOGIT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void logProbabilitiesAreThoseOfTransformers(Golden golden) throws IOException {
        JsonNode forward = golden.expected().path("forward");
        int[] ids = Golden.ints(forward.path("ids"));
        try (Model model = new Model(golden, false);
                Scored scored = model.score(false, ids)) {
            assertClose(scored.logProb(), Golden.doubles(forward.path("logprob_of_next")), LOGIT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfDifferentLengthsScoreTogetherAsTransformersScoresThemAlone(Golden golden) throws IOException {
        JsonNode expected = golden.expected().path("rows_alone");
        int[][] rows = new int[expected.size()][];
        Arrays.setAll(rows, i -> Golden.ints(expected.get(i).path("ids")));
        assertThat(rows).hasNumberOfRows(3);
        try (Model model = new Model(golden, false);
                Scored scored = model.score(false, rows)) {
            int at = 0;
            for (int i = 0; i < rows.length; i++) {
                double sum = 0;
                for (int t = 1; t < rows[i].length; t++) {
                    sum += scored.logProb()[at++];
                }
                // A sum of up to 32 log-probabilities.
                assertThat(sum).isCloseTo(expected.get(i).path("sum_logprob").doubleValue(), within(1e-3));
            }
            assertThat(at).isEqualTo(scored.logProb().length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void greedyTokensAreThoseOfTransformers(Golden golden) throws IOException {
        JsonNode greedy = golden.expected().path("greedy");
        int[] prompt = Golden.ints(greedy.path("prompt_ids"));
        int[] expected = Golden.ints(greedy.path("new_ids"));
        try (Model model = new Model(golden, false);
                SamplingWeights weights = model.decoder.samplingWeights(model.weights)) {
            Generation request = new Generation(
                    new int[][] {prompt},
                    new int[1],
                    1,
                    1,
                    1 << 20,
                    expected.length,
                    0,
                    1,
                    0,
                    (row, position) -> 0,
                    new int[0][]);
            model.decoder.generate(
                    weights,
                    request,
                    () -> {},
                    done -> assertThat(done.tokens()).containsExactly(expected));
        }
    }

    @ParameterizedTest
    @EnumSource
    void threeStepsOfAdamWAreThoseOfPyTorch(Golden golden) throws IOException {
        int[] ids = Golden.ints(golden.expected().path("forward").path("ids"));
        JsonNode steps = golden.expected().path("adamw_3_steps");
        double[] betas = Golden.doubles(steps.path("betas"));
        double[] losses = Golden.doubles(steps.path("loss_mean_next_token_nll"));
        double[] norms = Golden.doubles(steps.path("grad_global_norm_before_clip"));
        assertThat(losses).hasSize(3);
        try (Model model = new Model(golden, true);
                AdamW optimizer = new AdamW(
                        model.weights, betas[0], betas[1], number(steps, "eps"), number(steps, "weight_decay"))) {
            for (int step = 0; step < losses.length; step++) {
                double loss = backwardOfMeanLoss(model, ids);
                double norm = optimizer.gradientNorm();
                assertThat(loss).as("loss of step %d", step).isCloseTo(losses[step], within(LOSS));
                assertThat(norm).as("norm of step %d", step).isCloseTo(norms[step], within(1e-4 * norms[step]));
                optimizer.step(number(steps, "lr"), number(steps, "clip_global_norm"), norm);
                optimizer.zeroGradients();
            }
            assertSums(Host.of(model.weights.tensors()), steps.path("parameter_sums_after"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSavedFolderGivesTheSameLogits(Golden golden, @TempDir Path parent) throws IOException {
        int[] ids = Golden.ints(golden.expected().path("forward").path("ids"));
        double[] expected = Golden.doubles(golden.expected().path("forward").path("logits_last"));
        Path saved = parent.resolve("saved");
        try (Model model = new Model(golden, false)) {
            ModelFolder.save(saved, golden.path(), Host.of(model.weights.tensors()), model.decoder.config());
            try (Model again = new Model(saved, false)) {
                float[] logits = again.decoder.lastLogits(again.weights, new int[][] {ids})[0];
                assertClose(logits, expected, LOGIT);
                assertThat(logits).isEqualTo(model.decoder.lastLogits(model.weights, new int[][] {ids})[0]);
            }
        }
    }

    /** The loss is the mean over {@code ids} of the negative log-probability of the next token. */
    private static double backwardOfMeanLoss(Model model, int[] ids) {
        try (Scored scored = model.score(true, ids)) {
            int tokens = ids.length - 1;
            float[] dLogProb = new float[tokens];
            Arrays.fill(dLogProb, -1f / tokens);
            double sum = 0;
            for (float logProb : scored.logProb()) {
                sum += logProb;
            }
            scored.backward(dLogProb, new float[tokens]);
            return -sum / tokens;
        }
    }

    private static void assertSums(Map<String, FloatTensor> weights, JsonNode expected) {
        assertThat(weights).hasSize(expected.size());
        for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            double sum = 0;
            for (float value : weights.get(name).data()) {
                sum += value;
            }
            assertThat(sum).as(name).isCloseTo(expected.path(name).doubleValue(), within(SUM));
        }
    }

    private static double number(JsonNode node, String key) {
        assertThat(node.path(key).isNumber()).as(key).isTrue();
        return node.path(key).doubleValue();
    }

    private static void assertClose(float[] actual, double[] expected, double tolerance) {
        double[] widened = new double[actual.length];
        Arrays.setAll(widened, i -> actual[i]);
        assertThat(widened).containsExactly(expected, within(tolerance));
    }

    /** A golden checkpoint on the engine. */
    private static final class Model implements AutoCloseable {
        private final Weights weights;
        private final Decoder decoder;

        Model(Golden golden, boolean trainable) throws IOException {
            this(golden.path(), trainable);
        }

        Model(Path path, boolean trainable) throws IOException {
            ModelFolder folder = ModelFolder.open(path);
            weights = Weights.of(folder.config(), folder.tensors(), trainable);
            // transformers samples every id, so nothing is suppressed here.
            decoder = new Decoder(folder.config());
        }

        /** Each row's first token is the prompt, since nothing predicts it. */
        Scored score(boolean withGradient, int[]... rows) {
            int[][] prompts = new int[rows.length][];
            int[][] responses = new int[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                prompts[i] = Arrays.copyOf(rows[i], 1);
                responses[i] = Arrays.copyOfRange(rows[i], 1, rows[i].length);
            }
            return decoder.score(weights, prompts, responses, 1, withGradient);
        }

        @Override
        public void close() {
            decoder.close();
            weights.close();
        }
    }
}
