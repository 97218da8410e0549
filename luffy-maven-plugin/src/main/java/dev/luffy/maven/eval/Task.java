package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.benchmarks.suite.Grading;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.maven.plan.DeclaredEvaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * One benchmark of one evaluation.
 *
 * @param evaluation what is declared
 * @param benchmark its problems
 * @param metrics what is reported, each possible at one temperature at least
 * @param samples responses per problem at a temperature above 0
 * @param asked everything that decides all responses
 * @param prompts what each response is an answer to
 * @param kept what is there of it
 */
record Task(
        DeclaredEvaluation evaluation,
        Benchmark benchmark,
        List<Metric> metrics,
        int samples,
        Asked asked,
        PromptDigests prompts,
        KeptResponses kept) {

    Task {
        metrics = List.copyOf(metrics);
    }

    String id() {
        return benchmark.definition().id();
    }

    String label() {
        return evaluation.id() + " on " + id();
    }

    /** Responses per problem: a greedy one would only be repeated. */
    int samplesAt(double temperature) {
        return samplesAt(temperature, samples);
    }

    static int samplesAt(double temperature, int samples) {
        return temperature == 0 ? 1 : samples;
    }

    /** Metrics that have enough responses at a temperature; pass@1 where none has. */
    List<Metric> metricsAt(double temperature) {
        List<Metric> possible = metrics.stream()
                .filter(metric -> metric.k() <= samplesAt(temperature))
                .toList();
        return possible.isEmpty() ? List.of(new Metric(Metric.Kind.PASS, 1)) : possible;
    }

    /** The same task as far as it was asked. */
    Task with(Asked other) {
        return new Task(evaluation, benchmark, metrics, samples, other, prompts, kept);
    }

    /** The responses judged at one temperature, in the order of files. */
    List<Sample.Key> judged(double temperature) {
        return new Grading(benchmark).keys(temperature, samplesAt(temperature));
    }

    /** All responses judged: temperature by temperature. */
    List<Sample.Key> keys() {
        List<Sample.Key> all = new ArrayList<>();
        for (double temperature : evaluation.temperatures()) all.addAll(judged(temperature));
        return all;
    }

    /** All responses asked for: also to problems that cannot be judged now. */
    List<Sample.Key> wanted() {
        List<Sample.Key> all = new ArrayList<>();
        for (double temperature : evaluation.temperatures()) {
            for (Problem problem : benchmark.all()) {
                for (int index = 0; index < samplesAt(temperature); index++) {
                    all.add(new Sample.Key(problem.id(), temperature, index));
                }
            }
        }
        return all;
    }
}
