package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.maven.ablate.Samples.Point;
import dev.luffy.maven.result.MetricsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From what one model was asked to numbers: benchmark by benchmark, temperature by temperature, metric by metric. */
final class Points {

    /** Mean tokens of an answer. */
    static final String TOKENS = "tokens";

    /** Mean {@linkplain Similarity edit similarity} of an answer to the teacher's. */
    static final String SIMILARITY = "similarity";

    private static final Metric TRUNCATED = new Metric(Metric.Kind.TRUNCATED, 0);

    private Points() {}

    /**
     * The numbers: pass@1, pass@k for the k that the benchmark declares, for those that claims name and for all responses
     * to a problem, the truncated share, tokens and, with a teacher, similarity.
     *
     * @param claimed numbers of responses; those are left out that are more than there are responses to a problem
     */
    static Map<Point, Double> of(MetricsFile metrics, AnswerMeans answers, Set<Integer> claimed) {
        Map<Point, Double> points = new LinkedHashMap<>();
        for (MetricsFile.Result result : metrics.results()) {
            String benchmark = result.measurement().benchmark();
            double temperature = result.measurement().temperature();
            List<Outcome> outcomes = result.measurement().outcomes();
            List<Metric> wanted = new ArrayList<>(passes(result, claimed));
            wanted.add(TRUNCATED);
            for (Metric metric : wanted) {
                Estimate estimate =
                        Estimate.of(metric, outcomes, result.estimates().get(0).confidence());
                points.put(new Point(benchmark, temperature, metric.label()), estimate.value());
            }
            answers.tokens(benchmark, temperature)
                    .ifPresent(mean -> points.put(new Point(benchmark, temperature, TOKENS), mean));
            answers.similarity(benchmark, temperature)
                    .ifPresent(mean -> points.put(new Point(benchmark, temperature, SIMILARITY), mean));
        }
        return points;
    }

    /** One line for people: by benchmark and temperature, the chance that one of all responses to a problem is right. */
    static String line(MetricsFile metrics, Map<Point, Double> points) {
        Map<String, List<String>> byMetric = new LinkedHashMap<>();
        for (MetricsFile.Result result : metrics.results()) {
            String benchmark = result.measurement().benchmark();
            double temperature = result.measurement().temperature();
            List<Metric> passes = passes(result, Set.of());
            String metric = passes.get(passes.size() - 1).label();
            double percent = 100 * points.get(new Point(benchmark, temperature, metric));
            byMetric.computeIfAbsent(benchmark + " " + metric, name -> new ArrayList<>())
                    .add(TemperatureLabel.of(temperature) + String.format(Locale.ROOT, ": %.1f %%", percent));
        }
        List<String> parts = new ArrayList<>();
        byMetric.forEach((name, values) -> parts.add(name + " by temperature " + String.join(", ", values)));
        return String.join("; ", parts);
    }

    private static List<Metric> passes(MetricsFile.Result result, Set<Integer> claimed) {
        int samples = result.measurement().outcomes().get(0).samples();
        TreeSet<Integer> counts = new TreeSet<>(List.of(1, samples));
        for (int k : claimed) if (k <= samples) counts.add(k);
        for (Estimate each : result.estimates()) {
            Metric metric = Metric.parse(each.metric());
            if (metric.kind() == Metric.Kind.PASS && metric.k() > 0) counts.add(metric.k());
        }
        return counts.stream().map(k -> new Metric(Metric.Kind.PASS, k)).toList();
    }
}
