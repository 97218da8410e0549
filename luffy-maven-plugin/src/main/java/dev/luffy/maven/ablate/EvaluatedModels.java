package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.maven.console.Output;
import dev.luffy.maven.eval.EvalRequest;
import dev.luffy.maven.eval.Evaluating;
import dev.luffy.maven.eval.Questions;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.Workspace;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Models that are asked as {@code luffy:eval} asks them, with its journals, verdicts and files.
 *
 * @param evaluating does it; see {@link #warningsOf} for where its lines should go
 * @param benchmarks all that can be named
 * @param byDefault ids of those that are asked where none is named
 * @param workspace where things are written
 * @param version of the plugin
 */
public record EvaluatedModels(
        Evaluating evaluating,
        List<DeclaredBenchmark> benchmarks,
        List<String> byDefault,
        Workspace workspace,
        String version)
        implements Asking {

    public EvaluatedModels {
        benchmarks = List.copyOf(benchmarks);
        byDefault = List.copyOf(byDefault);
    }

    /** An output for {@link Evaluating} that leaves out the report of every single run, which an ablation sums up. */
    public static Output warningsOf(Output output) {
        return new Output() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {
                output.warn(line);
            }
        };
    }

    @Override
    public List<Questions> questions(DeclaredEvaluation evaluation) throws IOException {
        return evaluating.questions(request(evaluation));
    }

    @Override
    public long there(DeclaredEvaluation evaluation) throws IOException {
        return evaluating.there(request(evaluation));
    }

    @Override
    public MetricsFile ask(DeclaredEvaluation evaluation, BiConsumer<String, Sample> answers) throws IOException {
        return evaluating.evaluate(request(evaluation), answers).get(0);
    }

    private EvalRequest request(DeclaredEvaluation evaluation) {
        return new EvalRequest(List.of(evaluation), benchmarks, byDefault, workspace, version, false, false);
    }
}
