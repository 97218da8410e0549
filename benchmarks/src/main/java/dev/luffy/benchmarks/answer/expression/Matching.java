package dev.luffy.benchmarks.answer.expression;

import java.util.Arrays;

/**
 * Pairs the items of two lists one to one, each with one that is the same: a maximum bipartite matching (Kuhn 1955), not a
 * comparison of sorted lists, since answers have no order that all rules respect.
 */
final class Matching {

    /** Longer lists are not matched. */
    private static final int MAX_ITEMS = 500;

    /** Whether an item of one list is the same as one of the other. */
    interface Edge {
        boolean same(int left, int right);
    }

    private final int size;
    private final Edge edge;
    private final Cost cost;
    private final byte[] known;
    private final int[] partner;
    private boolean doubtfulCounts;

    private Matching(int size, Edge edge, Cost cost) {
        this.size = size;
        this.edge = edge;
        this.cost = cost;
        this.known = new byte[size * size];
        this.partner = new int[size];
        Arrays.fill(partner, -1);
    }

    /**
     * The first item of the left list without a partner, or −1 if all have one.
     *
     * @throws Cost.TooCostly if that hangs on pairs too costly to compare
     */
    static int unmatched(int size, Edge edge, Cost cost) {
        if (size > MAX_ITEMS) throw Cost.TooCostly.HERE;
        Matching matching = new Matching(size, edge, cost);
        int first = -1;
        for (int left = 0; left < size; left++) {
            if (matching.place(left, new boolean[size])) continue;
            if (first < 0) first = left;
            // Perhaps one of the pairs that could not be compared would do.
            matching.doubtfulCounts = true;
            if (!matching.place(left, new boolean[size])) return first;
        }
        if (first >= 0) throw Cost.TooCostly.HERE;
        return -1;
    }

    private boolean place(int left, boolean[] tried) {
        // Lists mostly come in the same order.
        for (int i = 0; i < size; i++) {
            int right = (left + i) % size;
            if (tried[right] || !same(left, right)) continue;
            tried[right] = true;
            if (partner[right] < 0 || place(partner[right], tried)) {
                partner[right] = left;
                return true;
            }
        }
        return false;
    }

    private boolean same(int left, int right) {
        cost.charge(1);
        int at = left * size + right;
        if (known[at] == 0) {
            try {
                known[at] = (byte) (edge.same(left, right) ? 1 : 2);
            } catch (Cost.TooCostly e) {
                if (cost.left() == 0) throw e;
                known[at] = 3;
            }
        }
        return known[at] == 1 || known[at] == 3 && doubtfulCounts;
    }
}
