package dev.luffy.maven.eval;

import dev.luffy.maven.plan.DeclaredEvaluation;
import java.util.List;

/**
 * What one evaluation comes to.
 *
 * @param evaluation as declared
 * @param model found and digested; null where responses are only judged again
 * @param tasks one per benchmark, in the order declared
 */
record EvaluationPlan(DeclaredEvaluation evaluation, Contender model, List<Task> tasks) {

    EvaluationPlan {
        tasks = List.copyOf(tasks);
    }
}
