package dev.luffy.runtime.rollout;

import dev.luffy.benchmarks.problem.Problem;
import java.util.List;

/**
 * A problem as the model sees it. Arrays are not copied and must not be changed.
 *
 * @param problem text, gold answer and level
 * @param key 64 bits of the problem id's SHA-256; the prompt's name in random streams
 * @param tokens the rendered prompt, [prompt]
 * @param traces the teacher's responses with EOS, each [trace]; empty when the method needs none
 */
public record Prompt(Problem problem, long key, int[] tokens, List<int[]> traces) {

    public Prompt {
        traces = List.copyOf(traces);
    }
}
