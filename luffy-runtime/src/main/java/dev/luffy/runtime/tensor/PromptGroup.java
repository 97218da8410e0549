package dev.luffy.runtime.tensor;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Up to {@link Generation#samples} rows of one prompt, which share its pages while one of them is decoded. */
final class PromptGroup {
    final int[] prompt;

    /** In the order of its tokens; empty while no row is decoded. */
    final List<Page> pages = new ArrayList<>();

    /** The rows that are decoded now, [samples]; null where there is none. */
    final SampledRow[] members;

    /** Final state of the prompt, {@code [1, width]}, while there are pages. */
    NDArray state;

    PromptGroup(int[] prompt, int samples) {
        this.prompt = prompt;
        this.members = new SampledRow[samples];
    }

    boolean isResident() {
        return state != null;
    }

    boolean isDeserted() {
        for (SampledRow member : members) if (member != null) return false;
        return true;
    }
}
