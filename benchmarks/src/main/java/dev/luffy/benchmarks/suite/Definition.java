package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import java.util.List;

/**
 * What a benchmark is, but for its problems.
 *
 * @param id its name in results, such as {@code math500}
 * @param version raised by whoever declares it when its numbers are no longer comparable
 * @param layout how its file is read
 * @param template the prompt, with {@code {problem}} and, if wanted, {@code {system}}
 * @param system the system message; null for what the file says, empty for none
 * @param policy where the answer is and when it is right
 * @param metrics names of what is reported, the first of which stands for the benchmark; direction is part of a metric
 * @param samples responses a problem; 0 for what the evaluation says
 * @since 0.1
 */
public record Definition(
        String id,
        int version,
        Layout layout,
        String template,
        String system,
        Policy policy,
        List<String> metrics,
        int samples) {

    public Definition {
        metrics = List.copyOf(metrics);
    }
}
