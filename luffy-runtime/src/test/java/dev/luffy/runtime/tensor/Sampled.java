package dev.luffy.runtime.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Generations as tests want them: equal numbers of rows for each prompt, all responses at once, in row order. */
final class Sampled {
    private Sampled() {}

    static Generation request(int[][] prompts, int perPrompt, int slots, int steps, double[][] uniforms) {
        return request(prompts, perPrompt, slots, steps, 1, 1, 0, uniforms, new int[0][]);
    }

    static Generation request(
            int[][] prompts,
            int perPrompt,
            int slots,
            int steps,
            double temperature,
            double topP,
            int topK,
            double[][] uniforms,
            int[][] forced) {
        int[] owner = IntStream.range(0, prompts.length * perPrompt)
                .map(row -> row / perPrompt)
                .toArray();
        return new Generation(
                prompts,
                owner,
                perPrompt,
                slots,
                1L << 30,
                steps,
                temperature,
                topP,
                topK,
                (row, position) -> uniforms[row][position],
                forced);
    }

    static List<Completion> by(Decoder decoder, Weights weights, Generation request) {
        return by(decoder, weights, request, Sampling.Admission.CONTINUOUS);
    }

    static List<Completion> by(Decoder decoder, Weights weights, Generation request, Sampling.Admission admission) {
        Completion[] rows = new Completion[request.rows()];
        try (SamplingWeights sampled = decoder.samplingWeights(weights)) {
            decoder.generate(sampled, request, admission, () -> {}, done -> {
                if (rows[done.row()] != null) throw new AssertionError("row " + done.row() + " came twice");
                rows[done.row()] = done;
            });
        }
        return new ArrayList<>(Arrays.asList(rows));
    }

    static boolean same(Completion a, Completion b) {
        return Arrays.equals(a.tokens(), b.tokens())
                && a.finished() == b.finished()
                && Arrays.equals(a.logProb(), b.logProb())
                && Arrays.equals(a.entropy(), b.entropy());
    }
}
