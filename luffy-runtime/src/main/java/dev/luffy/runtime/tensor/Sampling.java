package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.Arrays;

/** One {@link Generation}, batch by batch. Groups missing from the last batch are filled with rows nobody asked for. */
final class Sampling {
    private final ModelConfig config;
    private final TorchScript script;
    private final Head head;
    private final Rotary rotary;
    private final Weights weights;
    private final Generation request;
    private final Generated generated;

    Sampling(ModelConfig config, TorchScript script, Head head, Rotary rotary, Weights weights, Generation request) {
        this.config = config;
        this.script = script;
        this.head = head;
        this.rotary = rotary;
        this.weights = weights;
        this.request = request;
        int rows = request.rows();
        generated = new Generated(new int[rows][], new boolean[rows], new float[rows][], new float[rows][]);
    }

    Generated run() {
        for (int row = 0; row < request.rows(); row += request.rowsPerBatch()) {
            batch(row);
        }
        return generated;
    }

    private void batch(int firstRow) {
        int rows = request.rowsPerBatch();
        int steps = request.maxResponse();
        int live = Math.min(rows, request.rows() - firstRow);
        long[] forced = new long[rows * steps]; // [rows, steps]
        Arrays.fill(forced, -1);
        double[] uniforms = new double[rows * steps]; // [rows, steps]
        boolean[] asked = new boolean[rows]; // [rows]
        for (int i = 0; i < live; i++) {
            int row = firstRow + i;
            asked[i] = true;
            if (request.forced().length > 0) {
                int[] prefix = request.forced()[row];
                for (int t = 0; t < prefix.length; t++) {
                    forced[i * steps + t] = prefix[t];
                }
            }
            if (request.uniforms().length > 0) {
                System.arraycopy(request.uniforms()[row], 0, uniforms, i * steps, steps);
            }
        }
        try (TensorScope scope = TensorScope.withoutGradient()) {
            long[] ends =
                    config.eosTokenIds().stream().mapToLong(Integer::longValue).toArray();
            NDList result = script.call(
                    scope,
                    "generate",
                    weights.leaves(),
                    prompts(scope, firstRow),
                    lengths(scope, firstRow),
                    scope.booleans(asked),
                    scope.doubles(uniforms, rows, steps),
                    scope.longs(forced, rows, steps),
                    scope.longs(ends, ends.length),
                    head.penalty(scope),
                    rotary.cos(),
                    rotary.sin(),
                    scope.doubles(new double[] {request.temperature(), request.topP(), request.topK()}, 3));
            store(result, firstRow, live);
        }
    }

    /** {@code [groups, window]}, each prompt at the right end; absent groups hold token 0, which counts as their prompt. */
    private NDArray prompts(TensorScope scope, int firstRow) {
        int window = request.promptWindow();
        int groups = request.rowsPerBatch() / request.groupSize();
        long[] ids = new long[groups * window];
        for (int g = 0; g < groups && prompt(firstRow, g) != null; g++) {
            int[] prompt = prompt(firstRow, g);
            for (int i = 0; i < prompt.length; i++) {
                ids[(g + 1) * window - prompt.length + i] = prompt[i];
            }
        }
        return scope.longs(ids, groups, window);
    }

    private NDArray lengths(TensorScope scope, int firstRow) {
        long[] lengths = new long[request.rowsPerBatch() / request.groupSize()];
        for (int g = 0; g < lengths.length; g++) {
            int[] prompt = prompt(firstRow, g);
            lengths[g] = prompt == null ? 1 : prompt.length;
        }
        return scope.longs(lengths, lengths.length);
    }

    /** The prompt of the batch's group {@code g}, or null if nobody asked for one. */
    private int[] prompt(int firstRow, int g) {
        int index = firstRow / request.groupSize() + g;
        return index < request.prompts().length ? request.prompts()[index] : null;
    }

    private void store(NDList result, int firstRow, int live) {
        int steps = request.maxResponse();
        long[] tokens = result.get(0).toLongArray(); // [rows, steps]
        float[] logProb = result.get(1).toFloatArray(); // [rows, steps]
        float[] entropy = result.get(2).toFloatArray(); // [rows, steps]
        long[] lengths = result.get(3).toLongArray(); // [rows]
        boolean[] finished = result.get(4).toBooleanArray(); // [rows]
        for (int i = 0; i < live; i++) {
            int row = firstRow + i;
            int start = i * steps;
            int end = start + (int) lengths[i];
            int[] response = new int[(int) lengths[i]];
            Arrays.setAll(response, t -> (int) tokens[start + t]);
            generated.tokens()[row] = response;
            generated.finished()[row] = finished[i];
            generated.logProb()[row] = Arrays.copyOfRange(logProb, start, end);
            generated.entropy()[row] = Arrays.copyOfRange(entropy, start, end);
        }
    }
}
