package dev.luffy.runtime.tensor;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the tokens of scored rows stand in one flat list: first every different prompt, those of one length (a class) together,
 * then the responses in buckets of rows that follow prompts of one class and are of similar length. Equal prompts are stored
 * once, and a response's last token not at all, since it predicts nothing. Only responses are padded, on the right.
 *
 * @param ids {@code [tokens]}
 * @param positions {@code [tokens]} place in the row, from 0; any value on padding
 * @param classes {@code [classes · 2]} prompts of each class and their length, shortest first
 * @param owner {@code [bucketed rows]} prompt of each row within its class, in bucket order
 * @param buckets {@code [buckets · 3]} rows, steps and class of each bucket
 * @param predictors {@code [targets]} the token whose state predicts a response token, in the caller's row order
 * @param targets {@code [targets]} the response tokens, in the caller's row order
 * @param positionsNeeded longest row
 */
record PackedTokens(
        long[] ids,
        long[] positions,
        long[] classes,
        long[] owner,
        long[] buckets,
        long[] predictors,
        long[] targets,
        int positionsNeeded) {
    /** Enough rows to occupy every core in attention, few enough that a bucket's lengths are close. */
    private static final int BUCKET = 16;

    /**
     * A different prompt.
     *
     * @param index among those of its length
     */
    private record Prompt(int[] tokens, int index) {}

    /** @throws IllegalArgumentException if a row has a response but no prompt */
    static PackedTokens of(int[][] prompts, int[][] responses) {
        List<Integer> alive = new ArrayList<>(); // rows with a response; the others cost nothing
        Map<IntBuffer, Prompt> different = new LinkedHashMap<>();
        TreeMap<Integer, List<Prompt>> byLength = new TreeMap<>();
        int needed = 0;
        int targetCount = 0;
        for (int row = 0; row < prompts.length; row++) {
            int[] prompt = prompts[row];
            if (responses[row].length == 0) {
                continue;
            }
            if (prompt.length == 0) {
                throw new IllegalArgumentException("prompt of row " + row + " is empty: nothing predicts its response");
            }
            alive.add(row);
            different.computeIfAbsent(IntBuffer.wrap(prompt), key -> {
                List<Prompt> equallyLong = byLength.computeIfAbsent(prompt.length, length -> new ArrayList<>());
                Prompt added = new Prompt(prompt, equallyLong.size());
                equallyLong.add(added);
                return added;
            });
            needed = Math.max(needed, prompt.length + responses[row].length);
            targetCount += responses[row].length;
        }

        Map<Integer, Integer> classOf = new TreeMap<>(); // length → class
        Map<Integer, Integer> classStart = new TreeMap<>(); // length → first token in the flat list
        long[] classes = new long[2 * byLength.size()];
        int tokens = 0;
        for (Map.Entry<Integer, List<Prompt>> each : byLength.entrySet()) {
            int length = each.getKey();
            classes[2 * classOf.size()] = each.getValue().size();
            classes[2 * classOf.size() + 1] = length;
            classOf.put(length, classOf.size());
            classStart.put(length, tokens);
            tokens += length * each.getValue().size();
        }
        List<List<Integer>> bucketed = buckets(alive, prompts, responses);
        long[] owner = new long[bucketed.stream().mapToInt(List::size).sum()];
        long[] buckets = new long[3 * bucketed.size()];
        int[] start = new int[prompts.length]; // [rows] first response token in the flat list
        int taken = 0;
        for (int b = 0; b < bucketed.size(); b++) {
            List<Integer> rows = bucketed.get(b);
            int steps = responses[rows.get(rows.size() - 1)].length - 1;
            buckets[3 * b] = rows.size();
            buckets[3 * b + 1] = steps;
            buckets[3 * b + 2] = classOf.get(prompts[rows.get(0)].length);
            for (int row : rows) {
                owner[taken++] = different.get(IntBuffer.wrap(prompts[row])).index;
                start[row] = tokens;
                tokens += steps;
            }
        }

        long[] ids = new long[tokens];
        long[] positions = new long[tokens];
        long[] predictors = new long[targetCount];
        long[] targets = new long[targetCount];
        int next = 0;
        for (Prompt prompt : different.values()) {
            int first = classStart.get(prompt.tokens.length) + prompt.index * prompt.tokens.length;
            for (int i = 0; i < prompt.tokens.length; i++) {
                ids[first + i] = prompt.tokens[i];
                positions[first + i] = i;
            }
        }
        for (int row : alive) {
            int length = prompts[row].length;
            int[] response = responses[row];
            Prompt prompt = different.get(IntBuffer.wrap(prompts[row]));
            predictors[next] = classStart.get(length) + (prompt.index + 1L) * length - 1;
            targets[next++] = response[0];
            for (int t = 0; t + 1 < response.length; t++) {
                ids[start[row] + t] = response[t];
                positions[start[row] + t] = length + t;
                predictors[next] = start[row] + t;
                targets[next++] = response[t + 1];
            }
        }
        return new PackedTokens(ids, positions, classes, owner, buckets, predictors, targets, needed);
    }

    /** Rows with more than one response token, by prompt length, shortest response of a bucket first. */
    private static List<List<Integer>> buckets(List<Integer> alive, int[][] prompts, int[][] responses) {
        List<Integer> sorted = alive.stream()
                .filter(row -> responses[row].length > 1)
                .sorted(Comparator.comparingInt((Integer row) -> prompts[row].length)
                        .thenComparingInt(row -> responses[row].length))
                .toList();
        List<List<Integer>> buckets = new ArrayList<>();
        int length = -1;
        for (int row : sorted) {
            boolean full = !buckets.isEmpty() && buckets.get(buckets.size() - 1).size() == BUCKET;
            if (prompts[row].length != length || full) buckets.add(new ArrayList<>());
            length = prompts[row].length;
            buckets.get(buckets.size() - 1).add(row);
        }
        return buckets;
    }
}
