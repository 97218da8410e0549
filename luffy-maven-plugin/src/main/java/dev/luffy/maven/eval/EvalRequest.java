package dev.luffy.maven.eval;

import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.Workspace;
import java.util.List;

/**
 * What {@code luffy:eval} was asked for.
 *
 * @param evaluations the selected ones, in the order declared
 * @param benchmarks all that an evaluation can name, in the order declared
 * @param byDefault ids of the benchmarks of an evaluation that names none
 * @param workspace where things are written
 * @param version of the plugin
 * @param rescore whether to judge what is there and ask nothing
 * @param dryRun whether to say what would be done and leave it at that
 */
public record EvalRequest(
        List<DeclaredEvaluation> evaluations,
        List<DeclaredBenchmark> benchmarks,
        List<String> byDefault,
        Workspace workspace,
        String version,
        boolean rescore,
        boolean dryRun) {

    public EvalRequest {
        evaluations = List.copyOf(evaluations);
        benchmarks = List.copyOf(benchmarks);
        byDefault = List.copyOf(byDefault);
    }
}
