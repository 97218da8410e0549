package dev.luffy.runtime.tensor;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the tokens of scored rows stand in one flat list: first every different prompt, padded to one window, then the
 * responses in buckets of rows of similar length. Equal prompts are stored once, and a response's last token not at all,
 * since it predicts nothing.
 *
 * @param ids {@code [tokens]}
 * @param positions {@code [tokens]} place in the row, from 0; any value on padding
 * @param lengths {@code [groups]} prompt lengths
 * @param owner {@code [bucketed rows]} group of each row, in bucket order
 * @param buckets {@code [buckets · 2]} rows and steps of each bucket
 * @param predictors {@code [targets]} the token whose state predicts a response token, in the caller's row order
 * @param targets {@code [targets]} the response tokens, in the caller's row order
 * @param positionsNeeded longest row
 */
record Packing(
        long[] ids,
        long[] positions,
        long[] lengths,
        long[] owner,
        long[] buckets,
        long[] predictors,
        long[] targets,
        int positionsNeeded) {
    /** Enough rows to occupy every core in attention, few enough that a bucket's lengths are close. */
    private static final int BUCKET = 16;

    /** @throws IllegalArgumentException if a row has a response but no prompt */
    static Packing of(int[][] prompts, int[][] responses) {
        List<Integer> alive = new ArrayList<>(); // rows with a response; the others cost nothing
        Map<IntBuffer, Integer> groups = new LinkedHashMap<>(); // prompt → group
        int[] group = new int[prompts.length]; // [rows]
        int window = 0;
        int needed = 0;
        int targetCount = 0;
        for (int row = 0; row < prompts.length; row++) {
            if (responses[row].length == 0) {
                continue;
            }
            if (prompts[row].length == 0) {
                throw new IllegalArgumentException("prompt of row " + row + " is empty: nothing predicts its response");
            }
            alive.add(row);
            group[row] = groups.computeIfAbsent(IntBuffer.wrap(prompts[row]), p -> groups.size());
            window = Math.max(window, prompts[row].length);
            needed = Math.max(needed, prompts[row].length + responses[row].length);
            targetCount += responses[row].length;
        }
        List<Integer> bucketed = alive.stream()
                .filter(row -> responses[row].length > 1)
                .sorted(Comparator.comparingInt(row -> responses[row].length))
                .toList();
        long[] owner = new long[bucketed.size()];
        long[] buckets = new long[(bucketed.size() + BUCKET - 1) / BUCKET * 2];
        int[] start = new int[prompts.length]; // [rows] first response token in the flat list
        int tokens = groups.size() * window;
        for (int i = 0; i < bucketed.size(); i++) {
            int bucket = i / BUCKET;
            int last = Math.min(bucketed.size(), (bucket + 1) * BUCKET) - 1;
            int steps = responses[bucketed.get(last)].length - 1;
            buckets[2 * bucket]++;
            buckets[2 * bucket + 1] = steps;
            owner[i] = group[bucketed.get(i)];
            start[bucketed.get(i)] = tokens;
            tokens += steps;
        }

        long[] ids = new long[tokens];
        long[] positions = new long[tokens];
        long[] lengths = new long[groups.size()];
        groups.forEach((prompt, g) -> lengths[g] = prompt.remaining());
        long[] predictors = new long[targetCount];
        long[] targets = new long[targetCount];
        int next = 0;
        for (int row : alive) {
            int[] prompt = prompts[row];
            int[] response = responses[row];
            int promptStart = group[row] * window;
            for (int i = 0; i < prompt.length; i++) {
                ids[promptStart + i] = prompt[i];
                positions[promptStart + i] = i;
            }
            predictors[next] = promptStart + prompt.length - 1L;
            targets[next++] = response[0];
            for (int t = 0; t + 1 < response.length; t++) {
                ids[start[row] + t] = response[t];
                positions[start[row] + t] = prompt.length + t;
                predictors[next] = start[row] + t;
                targets[next++] = response[t + 1];
            }
        }
        return new Packing(ids, positions, lengths, owner, buckets, predictors, targets, needed);
    }
}
