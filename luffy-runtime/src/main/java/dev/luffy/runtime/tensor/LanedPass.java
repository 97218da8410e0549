package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Rows dealt out to lanes, each of which takes its own through the decoder's layers and, once, back. */
final class LanedPass implements AutoCloseable {

    /** What is read off the final states of a lane: tensors {@code [targets]}. */
    @FunctionalInterface
    interface Reading {
        NDList of(TensorScope scope, Lane lane);
    }

    /** The gradient of a loss by the final states of a lane, {@code [targets, width]}; adds the head's to the lane's weights. */
    @FunctionalInterface
    interface HeadGradient {
        NDArray of(TensorScope scope, Lane lane);
    }

    /** A lane's rows. */
    static final class Lane implements AutoCloseable {
        private final Weights weights;
        private final PackedTokens tokens;
        private final int[] places; // [targets] where they stand among those of all lanes
        private ForwardPass pass;

        private Lane(Weights weights, PackedTokens tokens, int[] places) {
            this.weights = weights;
            this.tokens = tokens;
            this.places = places;
        }

        /** With the values of the caller's weights, and gradients that no other lane adds to. */
        Weights weights() {
            return weights;
        }

        /** {@code [targets]} */
        long[] targets() {
            return tokens.targets();
        }

        /** {@code [targets, width]} */
        NDArray states() {
            return pass.states();
        }

        /** This lane's part of values that stand in the caller's order. */
        float[] of(float[] all) {
            float[] own = new float[places.length];
            for (int i = 0; i < own.length; i++) own[i] = all[places[i]];
            return own;
        }

        @Override
        public void close() {
            if (pass != null) pass.close();
        }
    }

    private final Lanes lanes = Engine.lanes();
    private final TorchScript script;
    private final Weights weights;
    private final List<Lane> shares = new ArrayList<>(); // empty without targets
    private final int targets;

    /**
     * @param prompts {@code [rows][any]} token ids
     * @param responses {@code [rows][any]} token ids
     */
    LanedPass(TorchScript script, Weights weights, int[][] prompts, int[][] responses) {
        this.script = script;
        this.weights = weights;
        int[] first = new int[responses.length + 1]; // where a row's targets begin
        for (int row = 0; row < responses.length; row++) first[row + 1] = first[row] + responses[row].length;
        targets = first[responses.length];
        for (int[] rows : deal(prompts, responses)) {
            int[] places = Arrays.stream(rows)
                    .flatMap(row -> IntStream.range(first[row], first[row + 1]))
                    .toArray();
            PackedTokens tokens = PackedTokens.of(of(prompts, rows), of(responses, rows));
            shares.add(new Lane(weights.lane(shares.size()), tokens, places));
        }
    }

    /** Rows of each lane, about equally many tokens. Rows of a prompt stay together, but where one lane is full. */
    private List<int[]> deal(int[][] prompts, int[][] responses) {
        Map<IntBuffer, List<Integer>> byPrompt = new LinkedHashMap<>();
        int alive = 0;
        long all = 0;
        for (int row = 0; row < prompts.length; row++) {
            if (responses[row].length == 0) continue; // costs nothing
            List<Integer> ofPrompt = byPrompt.computeIfAbsent(IntBuffer.wrap(prompts[row]), key -> new ArrayList<>());
            if (ofPrompt.isEmpty()) all += prompts[row].length;
            ofPrompt.add(row);
            all += responses[row].length;
            alive++;
        }
        int count = lanes.of(weights.config(), alive);
        List<int[]> dealt = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        long given = 0;
        for (List<Integer> ofPrompt : byPrompt.values()) {
            given += prompts[ofPrompt.get(0)].length;
            for (int row : ofPrompt) {
                rows.add(row);
                given += responses[row].length;
                if (given * count >= all * (dealt.size() + 1) && dealt.size() + 1 < count) {
                    dealt.add(rows.stream().mapToInt(Integer::intValue).toArray());
                    rows.clear();
                }
            }
        }
        if (!rows.isEmpty()) dealt.add(rows.stream().mapToInt(Integer::intValue).toArray());
        return dealt;
    }

    private static int[][] of(int[][] all, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> all[row]).toArray(int[][]::new);
    }

    /** The longest row. */
    int positionsNeeded() {
        return shares.stream()
                .mapToInt(lane -> lane.tokens.positionsNeeded())
                .max()
                .orElse(0);
    }

    /**
     * Takes all rows through the layers. To be called once.
     *
     * @param count tensors that {@code reading} returns
     * @return {@code [count][targets]} in the caller's order
     */
    float[][] forward(Rotary rotary, boolean withGradient, boolean recomputes, int count, Reading reading) {
        float[][] values = new float[count][targets];
        run(lane -> {
            lane.pass = new ForwardPass(script, rotary, lane.weights, lane.tokens, withGradient, recomputes);
            try (TensorScope scope = TensorScope.withoutGradient()) {
                NDList read = reading.of(scope, lane);
                for (int i = 0; i < count; i++) {
                    float[] own = TensorScope.floatsOf(read.get(i));
                    for (int t = 0; t < own.length; t++) values[i][lane.places[t]] = own[t];
                }
            }
            if (!withGradient) lane.close();
        });
        return values;
    }

    /**
     * Adds to the weights' gradients those of all rows; frees everything.
     *
     * @throws IllegalStateException if scored without gradient, or called before
     */
    void backward(HeadGradient gradient) {
        for (Lane lane : shares) lane.pass.requireGraph();
        try {
            run(lane -> {
                try (TensorScope scope = TensorScope.withoutGradient()) {
                    lane.pass.backward(gradient.of(scope, lane));
                }
            });
            if (shares.size() > 1) weights.gather(script, shares.size());
        } finally {
            close();
        }
    }

    private void run(Consumer<Lane> work) {
        if (shares.isEmpty()) return;
        try {
            lanes.run(shares.stream()
                    .map(lane -> (Runnable) () -> work.accept(lane))
                    .toList());
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        shares.forEach(Lane::close);
    }
}
