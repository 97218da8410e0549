package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerateTest {
    private static final ModelConfig CONFIG = Models.small(false);
    private static final int[] SUPPRESSED = {0, 4};
    private static final Weights WEIGHTS = Weights.of(CONFIG, Models.tensors(CONFIG, 8), false);
    private static final Decoder DECODER = new Decoder(CONFIG, SUPPRESSED);
    private static final int WINDOW = 12;
    private static final int STEPS = 14;

    @AfterAll
    static void free() {
        DECODER.close();
        WEIGHTS.close();
    }

    private static final double[][] UNIFORMS = Models.uniforms(64, STEPS, 11);

    private static Generation request(
            int[][] prompts, int groupSize, int slots, double temperature, double topP, int topK) {
        return Sampled.request(prompts, groupSize, slots, STEPS, temperature, topP, topK, UNIFORMS, new int[0][]);
    }

    /** Temperature, top-p, top-k: greedy, plain, each filter, both. More rows than there is place for. */
    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, 1, 0", "0.6, 1, 0", "1.3, 0.7, 0", "1.3, 1, 3", "1.5, 0.8, 6", "1, 0.000001, 0"})
    void tokensAreThoseThatFullForwardPassesSelect(double temperature, double topP, int topK) {
        int[][] prompts = Models.rows(CONFIG, 7, 1, WINDOW, 12);
        Generation request = request(prompts, 2, 6, temperature, topP, topK);
        List<Completion> generated = Sampled.by(DECODER, WEIGHTS, request);
        for (int row = 0; row < 14; row++) {
            int[] tokens = generated.get(row).tokens();
            for (int t = 0; t < tokens.length; t++) {
                int[] before = NaiveDecoder.concat(prompts[row / 2], Arrays.copyOf(tokens, t));
                float[] logits = DECODER.lastLogits(WEIGHTS, new int[][] {before})[0];
                double[] p = softmax(logits, temperature == 0 ? 1 : temperature);
                assertThat(tokens[t])
                        .as("row %d token %d", row, t)
                        .isEqualTo(temperature == 0 ? argmax(p) : draw(p, topP, topK, UNIFORMS[row][t]));
                assertThat((double) generated.get(row).logProb()[t]).isCloseTo(Math.log(p[tokens[t]]), within(1e-4));
                double entropy = Arrays.stream(p)
                        .filter(x -> x > 0)
                        .map(x -> -x * Math.log(x))
                        .sum();
                assertThat((double) generated.get(row).entropy()[t]).isCloseTo(entropy, within(1e-4));
            }
        }
    }

    private static double[] softmax(float[] logits, double temperature) {
        double[] p = new double[logits.length];
        Arrays.setAll(p, i -> Arrays.stream(SUPPRESSED).anyMatch(s -> s == i) ? 0 : Math.exp(logits[i] / temperature));
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    private static int argmax(double[] p) {
        return IntStream.range(0, p.length).reduce(0, (best, i) -> p[i] > p[best] ? i : best);
    }

    /** Top-k, then the nucleus of what is left, then the first token whose cumulated probability exceeds u. */
    private static int draw(double[] p, double topP, int topK, double u) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -p[i]))
                .mapToInt(i -> i)
                .limit(topK == 0 ? p.length : topK)
                .toArray();
        double mass = Arrays.stream(order).mapToDouble(i -> p[i]).sum();
        double[] kept = new double[p.length];
        double before = 0;
        for (int i : order) {
            kept[i] = before < topP * mass ? p[i] : 0;
            before += p[i];
        }
        double total = Arrays.stream(kept).sum();
        double cumulated = 0;
        for (int i = 0; i < p.length; i++) {
            cumulated += kept[i];
            if (cumulated > u * total) {
                return i;
            }
        }
        throw new AssertionError("u " + u + " selects nothing");
    }

    /** One kv head for all, one for each pair, one for each query head; sampled and scored log-probabilities agree. */
    @ParameterizedTest
    @CsvSource({"2, 1", "6, 1", "4, 2", "4, 4", "1, 1"})
    void everyGroupingOfHeadsSamplesWhatItScores(int heads, int kvHeads) {
        samplesWhatItScores(Models.withHeads(heads, kvHeads));
    }

    @ParameterizedTest
    @MethodSource("dev.luffy.runtime.tensor.Models#families")
    void everyFamilySamplesWhatItScores(ModelConfig config) {
        samplesWhatItScores(config);
    }

    private static void samplesWhatItScores(ModelConfig config) {
        try (Weights weights = Weights.of(config, Models.tensors(config, 3), false);
                Decoder decoder = new Decoder(config, SUPPRESSED)) {
            int[][] prompts = Models.rows(config, 3, 1, WINDOW, 5);
            List<Completion> generated = Sampled.by(decoder, weights, request(prompts, 2, 6, 1, 1, 0));
            scoresAre(generated, decoder, weights, prompts, 2, 1);
            float[] logits = decoder.lastLogits(weights, new int[][] {prompts[0]})[0];
            float first = generated.get(0).logProb()[0];
            double expected = Math.log(softmax(logits, 1)[generated.get(0).tokens()[0]]);
            assertThat((double) first).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void aResponseEndsWithTheFirstEndTokenOrByLength() {
        List<Completion> generated =
                Sampled.by(DECODER, WEIGHTS, request(Models.rows(CONFIG, 16, 1, WINDOW, 13), 4, 64, 1.5, 1, 0));
        int finished = 0;
        for (int row = 0; row < 64; row++) {
            int[] tokens = generated.get(row).tokens();
            int end = IntStream.range(0, tokens.length)
                    .filter(t -> CONFIG.eosTokenIds().contains(tokens[t]))
                    .findFirst()
                    .orElse(-1);
            assertThat(generated.get(row).finished()).isEqualTo(end >= 0);
            assertThat(tokens).hasSize(end >= 0 ? end + 1 : STEPS);
            assertThat(generated.get(row).logProb()).hasSameSizeAs(tokens);
            assertThat(generated.get(row).entropy()).hasSameSizeAs(tokens);
            assertThat(tokens).doesNotContain(SUPPRESSED);
            finished += end >= 0 ? 1 : 0;
        }
        assertThat(finished).as("both cases occur").isBetween(1, 63);
    }

    @Test
    void scoringWhatWasSampledGivesTheSamplersLogProbabilities() {
        int[][] prompts = Models.rows(CONFIG, 6, 1, WINDOW, 17);
        List<Completion> generated = Sampled.by(DECODER, WEIGHTS, request(prompts, 3, 7, 0.8, 0.9, 0));
        scoresAre(generated, DECODER, WEIGHTS, prompts, 3, 0.8f);
    }

    private static void scoresAre(
            List<Completion> generated,
            Decoder decoder,
            Weights weights,
            int[][] prompts,
            int each,
            float temperature) {
        int[][] repeated = IntStream.range(0, generated.size())
                .mapToObj(row -> prompts[row / each])
                .toArray(int[][]::new);
        int[][] tokens = generated.stream().map(Completion::tokens).toArray(int[][]::new);
        try (Scored scored = decoder.score(weights, repeated, tokens, temperature, false)) {
            int at = 0;
            for (Completion row : generated) {
                for (int t = 0; t < row.tokens().length; t++, at++) {
                    assertThat(scored.logProb()[at]).isCloseTo(row.logProb()[t], within(1e-4f));
                    assertThat(scored.entropy()[at]).isCloseTo(row.entropy()[t], within(1e-4f));
                }
            }
        }
    }

    @Test
    void forcedTokensAreTakenAndTheRestIsSampledAfterThem() {
        int[][] prompts = Models.rows(CONFIG, 2, 1, WINDOW, 18);
        int[][] forced = {{7, 8, 9}, {}, {20}, {11, 2}};
        Generation request = Sampled.request(prompts, 2, 4, STEPS, 1, 1, 0, UNIFORMS, forced);
        List<Completion> generated = Sampled.by(DECODER, WEIGHTS, request);
        assertThat(generated.get(0).tokens()).startsWith(7, 8, 9);
        Completion plain =
                Sampled.by(DECODER, WEIGHTS, request(prompts, 2, 4, 1, 1, 0)).get(1);
        assertThat(Sampled.same(plain, generated.get(1))).isTrue();
        assertThat(generated.get(2).tokens()).startsWith(20);
        assertThat(generated.get(3).tokens()).containsExactly(11, 2);
        assertThat(generated.get(3).finished()).isTrue();
        int[] before = NaiveDecoder.concat(prompts[0], forced[0]);
        double[] p = softmax(DECODER.lastLogits(WEIGHTS, new int[][] {before})[0], 1);
        assertThat(generated.get(0).tokens()[3]).isEqualTo(draw(p, 1, 0, UNIFORMS[0][3]));
    }

    @Test
    void theLargestUniformStillSelectsAPossibleToken() {
        double[][] uniforms = {{Math.nextDown(1.0)}, {0}};
        List<Completion> generated =
                Sampled.by(DECODER, WEIGHTS, Sampled.request(new int[][] {{7}}, 2, 2, 1, uniforms));
        assertThat(generated.get(0).tokens()).containsExactly(22);
        assertThat(generated.get(1).tokens()).containsExactly(1); // token 0 is suppressed
    }

    @Test
    void noPromptsGiveNoRows() {
        assertThat(Sampled.by(DECODER, WEIGHTS, request(new int[0][], 4, 8, 1, 1, 0)))
                .isEmpty();
    }

    @Test
    void badRequestsAreNamed() {
        int[][] prompts = {{7, 8}};
        double[][] uniforms = new double[1][100];
        int[][] none = {};
        assertThatThrownBy(() -> Sampled.request(prompts, 1, 0, 3, uniforms))
                .hasMessage("slots is 0, expected at least 1");
        assertThatThrownBy(() -> Sampled.request(new int[][] {{}}, 1, 1, 3, uniforms))
                .hasMessage("length of a prompt is 0, expected at least 1");
        assertThatThrownBy(() -> Sampled.request(prompts, 1, 1, 3, 1, 0, 0, uniforms, none))
                .hasMessage("topP is 0.0, expected in (0, 1]");
        int[] backwards = {1, 0};
        assertThatThrownBy(() -> new Generation(
                        new int[][] {{7}, {8}}, backwards, 1, 1, 1, 1, 1, 1, 0, (row, position) -> 0, none))
                .hasMessage("owner of row 1 is 0, expected a prompt, and no smaller than that of the row before");
        assertThatThrownBy(
                        () -> Sampled.by(DECODER, WEIGHTS, Sampled.request(prompts, 1, 1, 63, 0, 1, 0, uniforms, none)))
                .hasMessage("a prompt and its response need 65 positions, the model has 64");
        assertThatThrownBy(() -> Sampled.by(
                        DECODER, WEIGHTS, Sampled.request(prompts, 1, 1, 3, 0, 1, 0, uniforms, new int[][] {{4}})))
                .hasMessage("forced row 0 holds token 4, which is suppressed and has probability 0");
    }
}
