package dev.luffy.runtime.rollout;

import java.util.List;

/**
 * All responses to one prompt, off-policy rows first.
 *
 * @param prompt the prompt
 * @param index its index in the training set
 * @param responses rows of the group
 */
public record Group(Prompt prompt, int index, List<Response> responses) {

    public Group {
        responses = List.copyOf(responses);
    }

    /** Rewards in row order, [rows]. */
    public double[] rewards() {
        return responses.stream().mapToDouble(Response::reward).toArray();
    }

    /** Which rows hold teacher tokens, [rows]. */
    public boolean[] offPolicy() {
        boolean[] result = new boolean[responses.size()]; // [rows]
        for (int i = 0; i < result.length; i++) result[i] = responses.get(i).offPolicy();
        return result;
    }

    /**
     * Share of the rows without a teacher token that are right.
     *
     * @throws IllegalStateException if there is no such row
     */
    public double accuracy() {
        return responses.stream()
                .filter(r -> !r.offPolicy())
                .mapToInt(r -> r.reward() > 0 ? 1 : 0)
                .average()
                .orElseThrow(() -> new IllegalStateException("no row of the group is the policy's own"));
    }

    /** Whether some row without a teacher token is correct. */
    public boolean solvedOnPolicy() {
        return responses.stream().anyMatch(r -> !r.offPolicy() && r.reward() > 0);
    }
}
