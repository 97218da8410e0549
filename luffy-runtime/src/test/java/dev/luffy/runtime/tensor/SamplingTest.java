package dev.luffy.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.Context;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that come and go: whatever is decoded beside a row, it has the same bits. */
class SamplingTest {
    private static final int PROMPTS = 12;
    private static final int EACH = 3;
    private static final int STEPS = 70;
    private static final Context LONG = new Context(null, 200);

    private final int[][] prompts = prompts(Models.measured());
    private final double[][] uniforms = Models.uniforms(PROMPTS * EACH, STEPS, 7);

    /** Of one token, of two pages, and much between; ends are likely, so that rows leave all the time. */
    private static int[][] prompts(ModelConfig config) {
        int[] lengths = {1, 5, 16, 17, 31, 32, 33, 40, 9, 9, 2, 50};
        SplittableRandom random = new SplittableRandom(3);
        int[][] prompts = new int[PROMPTS][];
        for (int p = 0; p < PROMPTS; p++) {
            prompts[p] = new int[lengths[p]];
            Arrays.setAll(prompts[p], t -> random.nextInt(6, config.vocabSize()));
        }
        return prompts;
    }

    static Stream<Arguments> arithmetic() {
        return Stream.of(Precision.values())
                .flatMap(precision -> Stream.of(Models.measured(), Models.small(true), Models.withHeads(4, 4))
                        .map(config -> Arguments.of(precision, config.with(LONG))));
    }

    @ParameterizedTest
    @MethodSource("arithmetic")
    void aRowHasTheSameBitsHoweverManyAreDecodedBesideIt(Precision precision, ModelConfig config) {
        int[][] asked = prompts(config);
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, new Arithmetic(precision, false), 0)) {
            List<Completion> all = Sampled.by(decoder, weights, Sampled.request(asked, EACH, 64, STEPS, uniforms));
            assertThat(all.stream().map(Completion::finished)).contains(true);
            for (int slots : new int[] {1, 7}) {
                List<Completion> few =
                        Sampled.by(decoder, weights, Sampled.request(asked, EACH, slots, STEPS, uniforms));
                same(all, few, slots + " slots");
            }
            for (int p = 0; p < PROMPTS; p++) {
                double[][] own = Arrays.copyOfRange(uniforms, p * EACH, (p + 1) * EACH);
                Generation alone = Sampled.request(new int[][] {asked[p]}, EACH, 64, STEPS, own);
                same(all.subList(p * EACH, (p + 1) * EACH), Sampled.by(decoder, weights, alone), "prompt " + p);
            }
        }
    }

    /** On two threads, as training runs: sums and loops are split among them. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRowHasTheSameBitsInAnotherOrderOnTwoThreads(Precision precision) {
        Engine.start(2);
        try {
            aRowHasTheSameBitsInAnotherOrder(precision);
        } finally {
            Engine.start(1);
        }
    }

    private void aRowHasTheSameBitsInAnotherOrder(Precision precision) {
        ModelConfig config = Models.measured();
        int[] order = {7, 3, 11, 0, 5, 1, 10, 2, 9, 4, 8, 6};
        int[][] shuffled = Arrays.stream(order).mapToObj(p -> prompts[p]).toArray(int[][]::new);
        double[][] same = Arrays.stream(order)
                .boxed()
                .flatMap(p -> IntStream.range(0, EACH).mapToObj(i -> uniforms[p * EACH + i]))
                .toArray(double[][]::new);
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, new Arithmetic(precision, false), 0)) {
            List<Completion> all = Sampled.by(decoder, weights, Sampled.request(prompts, EACH, 10, STEPS, uniforms));
            List<Completion> other = Sampled.by(decoder, weights, Sampled.request(shuffled, EACH, 10, STEPS, same));
            for (int i = 0; i < order.length; i++) {
                same(
                        all.subList(order[i] * EACH, (order[i] + 1) * EACH),
                        other.subList(i * EACH, (i + 1) * EACH),
                        "prompt " + order[i]);
            }
        }
    }

    @Test
    void fixedBatchesGiveTheSameBits() {
        ModelConfig config = Models.measured();
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, 0)) {
            Generation request = Sampled.request(prompts, EACH, 9, STEPS, uniforms);
            same(
                    Sampled.by(decoder, weights, request, Sampling.Admission.BATCHES),
                    Sampled.by(decoder, weights, request),
                    "continuous");
        }
    }

    /** A row of three own pages and two of its prompt just fits; nine of them do not, so that rows have to begin again. */
    @Test
    void aRowThatHadToLeaveForLackOfMemoryGetsTheSameBitsLater() {
        ModelConfig config = Models.measured();
        long page = Cache.pageBytes(config, Precision.FLOAT32, Cache.pageOf(STEPS));
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, 0)) {
            List<Completion> all = Sampled.by(decoder, weights, Sampled.request(prompts, EACH, 9, STEPS, uniforms));
            for (int pages : new int[] {5, 6, 11}) {
                Generation roomy = Sampled.request(prompts, EACH, 9, STEPS, uniforms);
                Generation tight = new Generation(
                        roomy.prompts(),
                        roomy.owner(),
                        EACH,
                        9,
                        pages * page,
                        STEPS,
                        1,
                        1,
                        0,
                        roomy.uniforms(),
                        roomy.forced());
                same(all, Sampled.by(decoder, weights, tight), pages + " pages");
            }
            Generation impossible = new Generation(
                    prompts, new int[PROMPTS], EACH, 9, 5 * page - 1, STEPS, 1, 1, 0, (row, t) -> 0, new int[0][]);
            assertThatThrownBy(() -> Sampled.by(decoder, weights, impossible))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("<budget><cacheMebibytes>");
        }
    }

    @Test
    void weightsOfACheckpointSampleAsTrainedOnesDo() {
        ModelConfig untied = Models.small(false).with(LONG);
        Map<String, FloatTensor> tensors = Models.tensors(untied, 4);
        Generation request = Sampled.request(prompts(untied), EACH, 9, STEPS, uniforms);
        for (Precision precision : Precision.values()) {
            try (Weights weights = Weights.of(untied, tensors, false);
                    Decoder decoder = new Decoder(untied, new Arithmetic(precision, false), 0);
                    SamplingWeights direct = decoder.samplingWeights(tensors)) {
                Completion[] rows = new Completion[request.rows()];
                decoder.generate(direct, request, () -> {}, done -> rows[done.row()] = done);
                same(Sampled.by(decoder, weights, request), List.of(rows), precision.name());
            }
        }
    }

    @Test
    void whatACheckThrowsEndsTheSamplingAndLeavesNoTensorBehind() {
        ModelConfig config = Models.measured();
        try (Weights weights = Weights.of(config, Models.tensors(config, 16), false);
                Decoder decoder = new Decoder(config, 0);
                SamplingWeights sampled = decoder.samplingWeights(weights)) {
            Generation request = Sampled.request(prompts, EACH, 9, STEPS, uniforms);
            decoder.generate(sampled, request, () -> {}, done -> {});
            int before = Engine.manager().getManagedArrays().size();
            int[] rounds = {0};
            Runnable check = () -> {
                if (rounds[0]++ == 3) throw new IllegalStateException("stop");
            };
            assertThatThrownBy(() -> decoder.generate(sampled, request, check, done -> {}))
                    .hasMessage("stop");
            assertThat(Engine.manager().getManagedArrays()).hasSize(before);
        }
    }

    /** The vocabulary of real models is summed up block by block; small ones are not. */
    @Test
    void aLargeVocabularyIsSampledAsASmallOneIs() {
        ModelConfig config = new ModelConfig(5003, 16, 24, 1, 2, 1, 8, 1e-6, 10000, true, 128, List.of(2), 0, 0.02);
        int[][] asked = {{7, 8, 9}, {11}};
        double[][] fixed = Models.uniforms(100, 6, 9);
        fixed[0][0] = Math.nextDown(1.0);
        fixed[1][0] = 0;
        try (Weights weights = Weights.of(config, Models.tensors(config, 5), false);
                Decoder decoder = new Decoder(config, 0, 5002)) {
            for (Completion row : Sampled.by(decoder, weights, Sampled.request(asked, 50, 100, 6, fixed))) {
                for (int t = 0; t < row.tokens().length; t++) {
                    int[] before = NaiveDecoder.concat(asked[row.row() / 50], Arrays.copyOf(row.tokens(), t));
                    float[] logits = decoder.lastLogits(weights, new int[][] {before})[0];
                    assertThat(row.tokens()[t]).isEqualTo(drawn(logits, fixed[row.row()][t]));
                }
            }
        }
    }

    private static int drawn(float[] logits, double u) {
        double[] p = new double[logits.length];
        for (int i = 1; i < p.length - 1; i++) p[i] = Math.exp(logits[i]); // the first and the last are suppressed
        double total = Arrays.stream(p).sum();
        double cumulated = 0;
        for (int i = 0; i < p.length; i++) {
            cumulated += p[i];
            if (cumulated > u * total * (1 - 1e-12)) return i;
        }
        throw new AssertionError("nothing selected");
    }

    private static void same(List<Completion> expected, List<Completion> actual, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).tokens())
                    .as("%s, row %d", what, i)
                    .isEqualTo(expected.get(i).tokens());
            assertThat(Sampled.same(expected.get(i), actual.get(i)))
                    .as("%s, bits of row %d", what, i)
                    .isTrue();
        }
    }
}
