package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static Generation request(
            int[][] prompts, int groupSize, int rows, double temperature, double topP, int topK) {
        double[][] uniforms = Models.uniforms(prompts.length * groupSize, STEPS, 11);
        return new Generation(prompts, groupSize, WINDOW, rows, STEPS, temperature, topP, topK, uniforms, new int[0][]);
    }

    /** Temperature, top-p, top-k: greedy, plain, each filter, both. Three batches, the last one not full. */
    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, 1, 0", "0.6, 1, 0", "1.3, 0.7, 0", "1.3, 1, 3", "1.5, 0.8, 6", "1, 0.000001, 0"})
    void tokensAreThoseThatFullForwardPassesSelect(double temperature, double topP, int topK) {
        int[][] prompts = Models.rows(CONFIG, 7, 1, WINDOW, 12);
        Generation request = request(prompts, 2, 6, temperature, topP, topK);
        Generated generated = DECODER.generate(WEIGHTS, request);
        for (int row = 0; row < 14; row++) {
            int[] tokens = generated.tokens()[row];
            for (int t = 0; t < tokens.length; t++) {
                int[] before = NaiveDecoder.concat(prompts[row / 2], Arrays.copyOf(tokens, t));
                float[] logits = DECODER.lastLogits(WEIGHTS, new int[][] {before})[0];
                double[] p = softmax(logits, temperature == 0 ? 1 : temperature);
                assertThat(tokens[t])
                        .as("row %d token %d", row, t)
                        .isEqualTo(temperature == 0 ? argmax(p) : draw(p, topP, topK, request.uniforms()[row][t]));
                assertThat((double) generated.logProb()[row][t]).isCloseTo(Math.log(p[tokens[t]]), within(1e-4));
                double entropy = Arrays.stream(p)
                        .filter(x -> x > 0)
                        .map(x -> -x * Math.log(x))
                        .sum();
                assertThat((double) generated.entropy()[row][t]).isCloseTo(entropy, within(1e-4));
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
            Generated generated = decoder.generate(weights, request(prompts, 2, 6, 1, 1, 0));
            int[][] repeated =
                    IntStream.range(0, 6).mapToObj(row -> prompts[row / 2]).toArray(int[][]::new);
            try (Scored scored = decoder.score(weights, repeated, generated.tokens(), 1, false)) {
                int at = 0;
                for (float[] row : generated.logProb()) {
                    for (float logProb : row) assertThat(scored.logProb()[at++]).isCloseTo(logProb, within(1e-4f));
                }
            }
            float[] logits = decoder.lastLogits(weights, new int[][] {prompts[0]})[0];
            float first = generated.logProb()[0][0];
            double expected = Math.log(softmax(logits, 1)[generated.tokens()[0][0]]);
            assertThat((double) first).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void aResponseEndsWithTheFirstEndTokenOrByLength() {
        Generated generated =
                DECODER.generate(WEIGHTS, request(Models.rows(CONFIG, 16, 1, WINDOW, 13), 4, 64, 1.5, 1, 0));
        int finished = 0;
        for (int row = 0; row < 64; row++) {
            int[] tokens = generated.tokens()[row];
            int end = IntStream.range(0, tokens.length)
                    .filter(t -> CONFIG.eosTokenIds().contains(tokens[t]))
                    .findFirst()
                    .orElse(-1);
            assertThat(generated.finished()[row]).isEqualTo(end >= 0);
            assertThat(tokens).hasSize(end >= 0 ? end + 1 : STEPS);
            assertThat(generated.logProb()[row]).hasSameSizeAs(tokens);
            assertThat(generated.entropy()[row]).hasSameSizeAs(tokens);
            assertThat(tokens).doesNotContain(SUPPRESSED);
            finished += end >= 0 ? 1 : 0;
        }
        assertThat(finished).as("both cases occur").isBetween(1, 63);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aRowIsBitForBitTheSameWhateverOthersShareItsBatchAndWhereItLies(int groupSize) {
        ModelConfig config = Models.measured();
        int[][] prompts = Models.rows(config, 16, 1, 32, 14);
        int steps = 20;
        double[][] uniforms = Models.uniforms(16 * groupSize, steps, 15);
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, 0)) {
            int rows = 16 * groupSize;
            Generated together = decoder.generate(
                    weights, new Generation(prompts, groupSize, 32, rows, steps, 1, 1, 0, uniforms, new int[0][]));
            for (int i = 0; i < 16; i++) {
                double[][] own = Arrays.copyOfRange(uniforms, i * groupSize, (i + 1) * groupSize);
                Generated alone = decoder.generate(
                        weights,
                        new Generation(
                                new int[][] {prompts[i]}, groupSize, 32, rows, steps, 1, 1, 0, own, new int[0][]));
                // The same prompt again, in another slot and beside other prompts.
                int slot = 15 - i;
                int[][] shuffled = Models.rows(config, 16, 1, 32, 100 + i);
                shuffled[slot] = prompts[i];
                double[][] others = Models.uniforms(rows, steps, 200 + i);
                System.arraycopy(own, 0, others, slot * groupSize, groupSize);
                Generated elsewhere = decoder.generate(
                        weights, new Generation(shuffled, groupSize, 32, rows, steps, 1, 1, 0, others, new int[0][]));
                for (int j = 0; j < groupSize; j++) {
                    same(together, i * groupSize + j, alone, j);
                    same(together, i * groupSize + j, elsewhere, slot * groupSize + j);
                }
            }
        }
    }

    private static void same(Generated a, int rowOfA, Generated b, int rowOfB) {
        assertThat(b.tokens()[rowOfB]).isEqualTo(a.tokens()[rowOfA]);
        assertThat(b.logProb()[rowOfB]).isEqualTo(a.logProb()[rowOfA]);
        assertThat(b.entropy()[rowOfB]).isEqualTo(a.entropy()[rowOfA]);
        assertThat(b.finished()[rowOfB]).isEqualTo(a.finished()[rowOfA]);
    }

    @Test
    void scoringWhatWasSampledGivesTheSamplersLogProbabilities() {
        int[][] prompts = Models.rows(CONFIG, 6, 1, WINDOW, 17);
        Generated generated = DECODER.generate(WEIGHTS, request(prompts, 3, 18, 0.8, 0.9, 0));
        int[][] repeated =
                IntStream.range(0, 18).mapToObj(row -> prompts[row / 3]).toArray(int[][]::new);
        try (Scored scored = DECODER.score(WEIGHTS, repeated, generated.tokens(), 0.8f, false)) {
            int at = 0;
            for (int row = 0; row < 18; row++) {
                for (int t = 0; t < generated.tokens()[row].length; t++, at++) {
                    assertThat(scored.logProb()[at]).isCloseTo(generated.logProb()[row][t], within(1e-4f));
                    assertThat(scored.entropy()[at]).isCloseTo(generated.entropy()[row][t], within(1e-4f));
                }
            }
        }
    }

    @Test
    void forcedTokensAreTakenAndTheRestIsSampledAfterThem() {
        int[][] prompts = Models.rows(CONFIG, 2, 1, WINDOW, 18);
        int[][] forced = {{7, 8, 9}, {}, {20}, {11, 2}};
        Generation plain = request(prompts, 2, 4, 1, 1, 0);
        Generation request = new Generation(prompts, 2, WINDOW, 4, STEPS, 1, 1, 0, plain.uniforms(), forced);
        Generated generated = DECODER.generate(WEIGHTS, request);
        assertThat(generated.tokens()[0]).startsWith(7, 8, 9);
        same(DECODER.generate(WEIGHTS, plain), 1, generated, 1);
        assertThat(generated.tokens()[2]).startsWith(20);
        assertThat(generated.tokens()[3]).containsExactly(11, 2);
        assertThat(generated.finished()[3]).isTrue();
        int[] before = NaiveDecoder.concat(prompts[0], forced[0]);
        double[] p = softmax(DECODER.lastLogits(WEIGHTS, new int[][] {before})[0], 1);
        assertThat(generated.tokens()[0][3]).isEqualTo(draw(p, 1, 0, plain.uniforms()[0][3]));
    }

    @Test
    void theLargestUniformStillSelectsAPossibleToken() {
        double[][] uniforms = {{Math.nextDown(1.0)}, {0}};
        Generated generated = DECODER.generate(
                WEIGHTS, new Generation(new int[][] {{7}}, 2, 1, 2, 1, 1, 1, 0, uniforms, new int[0][]));
        assertThat(generated.tokens()[0]).containsExactly(22);
        assertThat(generated.tokens()[1]).containsExactly(1); // token 0 is suppressed
    }

    @Test
    void noPromptsGiveNoRows() {
        assertThat(DECODER.generate(WEIGHTS, request(new int[0][], 4, 8, 1, 1, 0))
                        .tokens())
                .isEmpty();
    }

    @Test
    void badRequestsAreNamed() {
        int[][] prompts = {{7, 8}};
        double[][] uniforms = new double[1][3];
        int[][] none = {};
        assertThatThrownBy(() -> new Generation(prompts, 2, 4, 3, 3, 1, 1, 0, uniforms, none))
                .hasMessage("rowsPerBatch is 3, expected a positive multiple of groupSize 2");
        assertThatThrownBy(() -> new Generation(prompts, 1, 1, 1, 3, 1, 1, 0, uniforms, none))
                .hasMessage("length of a prompt is 2, expected 1 to promptWindow 1");
        assertThatThrownBy(() -> new Generation(prompts, 2, 4, 2, 3, 1, 1, 0, uniforms, none))
                .hasMessage("rows of uniforms is 1, expected prompts × groupSize = 2");
        assertThatThrownBy(() -> new Generation(prompts, 1, 4, 1, 3, 1, 0, 0, uniforms, none))
                .hasMessage("topP is 0.0, expected in (0, 1]");
        assertThatThrownBy(() -> new Generation(prompts, 1, 4, 1, 3, 1, 1, 0, new double[][] {{0, 1, 0}}, none))
                .hasMessage("a uniform is 1.0, expected in [0, 1)");
        assertThatThrownBy(() ->
                        DECODER.generate(WEIGHTS, new Generation(prompts, 1, 4, 1, 63, 0, 1, 0, new double[0][], none)))
                .hasMessage("a prompt and its response need 65 positions, the model has 64");
        assertThatThrownBy(() -> DECODER.generate(
                        WEIGHTS, new Generation(prompts, 1, 4, 1, 3, 0, 1, 0, new double[0][], new int[][] {{4}})))
                .hasMessage("forced row 0 holds token 4, which is suppressed and has probability 0");
    }
}
