package dev.luffy.runtime.tensor;

import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Precision;
import dev.luffy.runtime.model.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Tokens a second of sampling, of one row and of several at a time. EOS cannot be sampled, so every response has full length. See
 * {@code perf/README.md}.
 *
 * <p>Arguments: threads, model folder, precision, tokens of the prompt, tokens of a response, temperature, then numbers of rows.
 */
final class RolloutBenchmark {
    private static final int ROUNDS = 3;

    private RolloutBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Engine.start(Integer.parseInt(arguments[0]));
        ModelFolder folder = ModelFolder.open(Path.of(arguments[1]));
        ModelConfig config = folder.config();
        Precision precision = Precision.valueOf(arguments[2]);
        int prompt = Integer.parseInt(arguments[3]);
        int response = Integer.parseInt(arguments[4]);
        double temperature = Double.parseDouble(arguments[5]);
        int[] end = config.eosTokenIds().stream().mapToInt(Integer::intValue).toArray();
        try (Weights weights = Weights.of(config, folder.tensors(), false);
                Decoder decoder = new Decoder(config, new Arithmetic(precision, false), end);
                SamplingWeights sampled = decoder.samplingWeights(weights)) {
            for (String rows : Arrays.asList(arguments).subList(6, arguments.length)) {
                Generation request = request(Integer.parseInt(rows), prompt, response, temperature);
                double best = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    int[][] tokens = new int[request.rows()][];
                    long start = System.nanoTime();
                    decoder.generate(sampled, request, () -> {}, done -> tokens[done.row()] = done.tokens());
                    double seconds = (System.nanoTime() - start) * 1e-9;
                    int count =
                            Arrays.stream(tokens).mapToInt(row -> row.length).sum();
                    best = Math.max(best, count / seconds);
                    if (round == 0) {
                        System.out.println("luffy's first tokens: " + Arrays.toString(Arrays.copyOf(tokens[0], 11)));
                    }
                }
                System.out.printf(Locale.ROOT, "luffy, %s rows, best of %d: %.1f tokens/s%n", rows, ROUNDS, best);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static Generation request(int rows, int prompt, int response, double temperature) {
        int[][] prompts = new int[1][prompt];
        Arrays.setAll(prompts[0], i -> 20 + i % 100);
        SplittableRandom random = new SplittableRandom(1);
        double[][] uniforms = new double[rows][response];
        for (double[] row : uniforms) Arrays.setAll(row, t -> random.nextDouble());
        return new Generation(
                prompts,
                new int[rows],
                rows,
                rows,
                1L << 30,
                response,
                temperature,
                1,
                0,
                (row, position) -> uniforms[row][position],
                new int[0][]);
    }
}
