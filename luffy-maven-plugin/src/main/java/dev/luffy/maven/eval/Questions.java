package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.Problem;
import java.util.List;

/**
 * What an evaluation asks on one benchmark, which is known before there is a model.
 *
 * @param benchmark its id
 * @param sha256 of the problems that can be judged, as {@code problems.sha256} of {@code metrics.json}
 * @param problems those that can be judged
 * @param samples responses per problem at a temperature above 0
 * @param responses asked for in all
 */
public record Questions(String benchmark, String sha256, List<Problem> problems, int samples, long responses) {

    public Questions {
        problems = List.copyOf(problems);
    }

    static Questions of(Task task) {
        return new Questions(
                task.id(),
                task.benchmark().keys().get("problems.sha256"),
                task.benchmark().problems(),
                task.samples(),
                task.wanted().size());
    }
}
