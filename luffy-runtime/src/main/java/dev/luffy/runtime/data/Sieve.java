package dev.luffy.runtime.data;

import dev.luffy.runtime.experiment.DataCounts;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which problems and traces pass, as numbers alone: 21 bytes a problem and 12 a trace, and half of that again as room to grow.
 */
final class Sieve {

    private static final int SMALLEST = 16;

    private final int needed;

    private int problems;
    private long[] places = new long[SMALLEST]; // [problems]
    private byte[] reasons = new byte[SMALLEST]; // [problems], 1 + ordinal; 0 for what has passed so far
    private int[] given = new int[SMALLEST]; // [problems], traces
    private int[] fitting = new int[SMALLEST]; // [problems], of these, those that are not too long
    private int[] passing = new int[SMALLEST]; // [problems], of these, those that are not dropped for another reason

    private int traces;
    private int[] traceProblems = new int[SMALLEST]; // [traces]
    private long[] tracePlaces = new long[SMALLEST]; // [traces]

    /** @param needed traces that a problem must be left with */
    Sieve(int needed) {
        this.needed = needed;
    }

    /** Problems so far. */
    int problems() {
        return problems;
    }

    /** The next problem is stored at a place. */
    void add(long place) {
        if (problems == places.length) {
            int larger = problems + problems / 2;
            places = Arrays.copyOf(places, larger);
            reasons = Arrays.copyOf(reasons, larger);
            given = Arrays.copyOf(given, larger);
            fitting = Arrays.copyOf(fitting, larger);
            passing = Arrays.copyOf(passing, larger);
        }
        places[problems++] = place;
    }

    /** The next problem is dropped. */
    void drop(Reason reason) {
        add(-1);
        reasons[problems - 1] = (byte) (1 + reason.ordinal());
    }

    boolean isDropped(int problem) {
        return reasons[problem] != 0;
    }

    /** Where a problem that is not dropped is stored. */
    long place(int problem) {
        return places[problem];
    }

    /** A problem has one trace more. */
    void give(int problem) {
        given[problem]++;
    }

    /** The trace is not too long. */
    void fit(int problem) {
        fitting[problem]++;
    }

    /** Nothing else is wrong with it. */
    void pass(int problem) {
        passing[problem]++;
    }

    /** It is stored at a place. */
    void addTrace(int problem, long place) {
        if (traces == tracePlaces.length) {
            traceProblems = Arrays.copyOf(traceProblems, traces + traces / 2);
            tracePlaces = Arrays.copyOf(tracePlaces, traces + traces / 2);
        }
        traceProblems[traces] = problem;
        tracePlaces[traces++] = place;
    }

    /** The first problem that had too few traces from the start; -1 if there is none. */
    int withoutTraces() {
        for (int i = 0; i < problems; i++) {
            if (reasons[i] == 0 && given[i] < needed) return i;
        }
        return -1;
    }

    /** How many traces a problem had from the start. */
    int given(int problem) {
        return given[problem];
    }

    /** Drops the problems that are left with too few traces; all traces must have been seen. */
    void settle() {
        for (int i = 0; i < problems; i++) {
            if (reasons[i] != 0 || passing[i] >= needed) continue;
            Reason reason = given[i] < needed
                    ? Reason.MISSING_TRACES
                    : fitting[i] < needed ? Reason.LONG_TRACES : Reason.WRONG_TRACES;
            reasons[i] = (byte) (1 + reason.ordinal());
        }
    }

    /** Places of what has passed. */
    Places places() {
        int[] rank = new int[problems]; // [problems], among those kept
        int kept = 0;
        for (int i = 0; i < problems; i++) rank[i] = reasons[i] == 0 ? kept++ : -1;
        long[] keptPlaces = new long[kept]; // [kept]
        int[] first = new int[kept + 1]; // [kept + 1]
        for (int i = 0; i < problems; i++) {
            if (rank[i] >= 0) keptPlaces[rank[i]] = places[i];
        }
        for (int t = 0; t < traces; t++) {
            if (rank[traceProblems[t]] >= 0) first[rank[traceProblems[t]] + 1]++;
        }
        for (int i = 0; i < kept; i++) first[i + 1] += first[i];
        long[] ordered = new long[first[kept]]; // [traces kept], by problem
        int[] next = Arrays.copyOf(first, kept);
        for (int t = 0; t < traces; t++) {
            int problem = rank[traceProblems[t]];
            if (problem >= 0) ordered[next[problem]++] = tracePlaces[t];
        }
        return new Places(keptPlaces, first, ordered);
    }

    DataCounts.Part problemCounts() {
        SortedMap<String, Long> dropped = new TreeMap<>();
        long kept = 0;
        for (int i = 0; i < problems; i++) {
            if (reasons[i] == 0) {
                kept++;
            } else {
                dropped.merge(Reason.values()[reasons[i] - 1].element(), 1L, Long::sum);
            }
        }
        return new DataCounts.Part(problems, kept, dropped);
    }

    DataCounts.Part traceCounts() {
        long all = 0;
        long kept = 0;
        long tooLong = 0;
        long otherwise = 0;
        long withProblems = 0;
        for (int i = 0; i < problems; i++) {
            all += given[i];
            if (reasons[i] == 0) {
                kept += passing[i];
            } else {
                withProblems += passing[i];
            }
            tooLong += given[i] - fitting[i];
            otherwise += fitting[i] - passing[i];
        }
        SortedMap<String, Long> dropped = new TreeMap<>(Map.of(
                Reason.LONG_TRACES.element(),
                tooLong,
                Reason.WRONG_TRACES.element(),
                otherwise,
                DataCounts.OF_DROPPED_PROBLEMS,
                withProblems));
        dropped.values().removeIf(count -> count == 0);
        return new DataCounts.Part(all, kept, dropped);
    }
}
