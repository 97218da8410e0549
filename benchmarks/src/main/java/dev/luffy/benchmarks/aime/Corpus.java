package dev.luffy.benchmarks.aime;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import java.util.List;

/**
 * Material for supervised training.
 *
 * @param problems the problems
 * @param traces one response for each problem, in the same order; not all of them are right
 */
public record Corpus(List<Problem> problems, List<Trace> traces) {

    /** @throws IllegalArgumentException if trace i does not belong to problem i */
    public Corpus {
        problems = List.copyOf(problems);
        traces = List.copyOf(traces);
        if (problems.size() != traces.size()) {
            throw new IllegalArgumentException(problems.size() + " problems but " + traces.size() + " traces");
        }
        for (int i = 0; i < problems.size(); i++) {
            if (!problems.get(i).id().equals(traces.get(i).problemId())) {
                throw new IllegalArgumentException(
                        "Trace " + i + " is for problem '" + traces.get(i).problemId() + "', not '"
                                + problems.get(i).id() + "'");
            }
        }
    }
}
