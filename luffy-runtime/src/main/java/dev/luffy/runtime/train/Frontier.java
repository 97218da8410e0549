package dev.luffy.runtime.train;

import dev.luffy.runtime.rollout.Group;
import java.util.BitSet;

/**
 * Which training problems the policy has learnt to solve on its own: unsolved by every on-policy row at the first visit
 * (by the base or nearly so), solved by one at a later visit.
 */
final class Frontier {

    private final BitSet visited;
    private final BitSet unsolvedAtFirst;
    private final BitSet solvedSince;

    Frontier() {
        this(new int[0], new int[0], new int[0]);
    }

    Frontier(int[] visited, int[] unsolvedAtFirst, int[] solvedSince) {
        this.visited = bits(visited);
        this.unsolvedAtFirst = bits(unsolvedAtFirst);
        this.solvedSince = bits(solvedSince);
    }

    void visit(Group group) {
        int index = group.index();
        boolean solved = group.solvedOnPolicy();
        if (!visited.get(index)) {
            visited.set(index);
            unsolvedAtFirst.set(index, !solved);
        } else if (solved && unsolvedAtFirst.get(index)) {
            solvedSince.set(index);
        }
    }

    int solvedHard() {
        return solvedSince.cardinality();
    }

    int[] visited() {
        return visited.stream().toArray();
    }

    int[] unsolvedAtFirst() {
        return unsolvedAtFirst.stream().toArray();
    }

    int[] solvedSince() {
        return solvedSince.stream().toArray();
    }

    private static BitSet bits(int[] indices) {
        BitSet result = new BitSet();
        for (int index : indices) result.set(index);
        return result;
    }
}
