package dev.luffy.maven.eval;

import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.UserErrorException;
import java.util.ArrayList;
import java.util.List;

/** Which metrics an evaluation reports on a benchmark, decided before anything is asked. */
final class MetricsPlan {

    private MetricsPlan() {}

    /** Responses per problem: the benchmark's word, else the evaluation's, else what the file repeats. */
    static int samples(DeclaredEvaluation evaluation, Benchmark benchmark) {
        int declared = benchmark.definition().samples();
        if (declared > 0) return declared;
        return evaluation.samples() > 0 ? evaluation.samples() : Math.max(1, benchmark.repeats());
    }

    /**
     * The declared metrics, or pass@1 and with n responses a problem pass@n and maj@n.
     *
     * @throws UserErrorException if a name is none, stands twice, or no temperature has enough responses for it
     */
    static List<Metric> of(DeclaredBenchmark declared, DeclaredEvaluation evaluation, int samples) {
        List<String> names = declared.definition().metrics();
        boolean sampled = samples > 1 && evaluation.temperatures().stream().anyMatch(each -> each > 0);
        if (names.isEmpty()) {
            names = sampled ? List.of("pass@1", "pass@" + samples, "maj@" + samples) : List.of("pass@1");
        }
        List<Metric> metrics = new ArrayList<>();
        for (String name : names) {
            Metric metric = parse(declared, name.trim());
            if (metrics.contains(metric)) {
                throw new UserErrorException(
                        element(declared) + String.join(",", names) + ", but must name " + metric.label() + " once");
            }
            checkEnough(declared, evaluation, samples, metric);
            metrics.add(metric);
        }
        return metrics;
    }

    private static void checkEnough(
            DeclaredBenchmark declared, DeclaredEvaluation evaluation, int samples, Metric metric) {
        int most = evaluation.temperatures().stream()
                .mapToInt(each -> Task.samplesAt(each, samples))
                .max()
                .orElseThrow();
        if (metric.k() <= most) return;
        boolean greedy = evaluation.temperatures().stream().allMatch(each -> each == 0);
        String fix = greedy || metric.k() <= samples
                ? "greedy decoding makes one response a problem: declare <temperatures> above 0"
                        + (metric.k() <= samples ? "" : " and <samples> of " + metric.k()) + ", or a metric of 1"
                : evaluation.element() + " asks for " + most + ": raise <samples> to " + metric.k()
                        + " or lower the metric's number";
        throw new UserErrorException(element(declared) + metric.label() + ", which needs " + metric.k()
                + " responses a problem, but " + fix);
    }

    private static Metric parse(DeclaredBenchmark declared, String name) {
        try {
            return Metric.parse(name);
        } catch (IllegalArgumentException e) {
            // Without its beginning, which repeats the value.
            String choices = e.getMessage().replaceFirst("^There is no metric \".*\": ", "");
            throw new UserErrorException(element(declared) + name + ", but there is no such metric: " + choices, e);
        }
    }

    private static String element(DeclaredBenchmark declared) {
        return declared.element() + "<metrics> is ";
    }
}
