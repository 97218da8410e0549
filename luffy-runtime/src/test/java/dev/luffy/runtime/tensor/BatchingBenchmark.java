package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.tensor.Sampling.Admission;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sampling of many prompts whose responses end early or late: by continuous batching, and by batches that end as a whole. Prints
 * tokens a second of both, and fails if a token differs. A random model ends a response with about the same chance at each token, so
 * lengths are geometric: most are short, a few are long. See {@code perf/README.md}.
 *
 * <p>Arguments: threads, prompts, rows at a time, most tokens of a response, size of the vocabulary, which is the mean length.
 */
final class BatchingBenchmark {
    private static final int ROUNDS = 3;
    private static final int END = 2;

    private BatchingBenchmark() {}

    public static void main(String[] arguments) {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        Engine.start(numbers[0]);
        int vocabulary = numbers[4];
        ModelConfig config =
                new ModelConfig(vocabulary, 512, 1536, 4, 8, 2, 64, 1e-6, 10000, true, 4096, List.of(END), 0, 0.02);
        Generation request = request(config, numbers[1], numbers[2], numbers[3]);
        Map<Admission, Double> best = new EnumMap<>(Admission.class);
        List<Completion> expected = null;
        try (Weights weights = Weights.random(config, 1);
                Decoder decoder = new Decoder(config, 0)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Admission admission : Admission.values()) {
                    long start = System.nanoTime();
                    List<Completion> rows = Sampled.by(decoder, weights, request, admission);
                    best.merge(admission, (System.nanoTime() - start) * 1e-9, Math::min);
                    if (expected == null) expected = rows;
                    check(expected, rows);
                }
            }
        }
        print(config, expected, numbers, best);
        Runtime.getRuntime().halt(0);
    }

    private static void print(
            ModelConfig config, List<Completion> rows, int[] numbers, Map<Admission, Double> seconds) {
        int[] lengths =
                rows.stream().mapToInt(row -> row.tokens().length).sorted().toArray();
        int tokens = Arrays.stream(lengths).sum();
        System.out.printf(
                Locale.ROOT,
                "%,d parameters, %d prompts, %d rows at a time, %d threads; responses of %d tokens in the median, %d at the 90th"
                        + " percentile, %d at most%n",
                config.parameterCount(),
                numbers[1],
                numbers[2],
                numbers[0],
                lengths[lengths.length / 2],
                lengths[lengths.length * 9 / 10],
                lengths[lengths.length - 1]);
        seconds.forEach((admission, best) ->
                System.out.printf(Locale.ROOT, "%-10s %.2f s, %.0f tokens/s%n", admission, best, tokens / best));
        System.out.printf(
                Locale.ROOT,
                "ratio %.2f; the same %d tokens%n",
                seconds.get(Admission.BATCHES) / seconds.get(Admission.CONTINUOUS),
                tokens);
    }

    private static void check(List<Completion> expected, List<Completion> rows) {
        for (int row = 0; row < rows.size(); row++) {
            if (!Sampled.same(expected.get(row), rows.get(row))) {
                throw new AssertionError("row " + row + " differs");
            }
        }
    }

    private static Generation request(ModelConfig config, int prompts, int slots, int steps) {
        SplittableRandom random = new SplittableRandom(1);
        int[][] asked = new int[prompts][];
        for (int p = 0; p < prompts; p++) {
            asked[p] = IntStream.generate(() -> random.nextInt(3, config.vocabSize()))
                    .limit(random.nextInt(8, 65))
                    .toArray();
        }
        return Sampled.request(asked, 1, slots, steps, Models.uniforms(prompts, steps, 2));
    }
}
