package dev.luffy.runtime.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts the rows of an update into passes that fit a token budget. Rows are ordered by length first, so that a pass holds
 * little padding; the gradient is a sum over rows, so neither the order nor the cuts change it.
 */
final class MicroBatches {

    private MicroBatches() {}

    /** The rows of each pass, as {@link #split} cuts them. */
    static List<List<TrainingRow>> passes(List<TrainingRow> rows, int budget) {
        int[] lengths = rows.stream().mapToInt(TrainingRow::length).toArray(); // [rows]
        return split(lengths, budget).stream()
                .map(indices -> Arrays.stream(indices).mapToObj(rows::get).toList())
                .toList();
    }

    /**
     * @param lengths prompt and response tokens of each row, [rows]
     * @param budget tokens of one pass, padding included; a longer row gets a pass of its own
     * @return indices of the rows of each pass
     */
    static List<int[]> split(int[] lengths, int budget) {
        int[] byLength = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer row) -> lengths[row]).reversed())
                .mapToInt(Integer::intValue)
                .toArray(); // [rows], longest first; the sort is stable
        List<int[]> passes = new ArrayList<>();
        for (int from = 0; from < byLength.length; ) {
            int longest = lengths[byLength[from]];
            int rows = Math.min(Math.max(1, budget / longest), byLength.length - from);
            passes.add(Arrays.copyOfRange(byLength, from, from + rows));
            from += rows;
        }
        return passes;
    }
}
