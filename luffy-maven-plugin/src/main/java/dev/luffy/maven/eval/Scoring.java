package dev.luffy.maven.eval;

import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.benchmarks.suite.Grading;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.maven.plan.ModelUnderTest;
import dev.luffy.maven.result.MetricsFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Judges all responses of an evaluation and says what follows. Equal responses give equal files. */
final class Scoring {

    private static final Metric PASS_AT_1 = new Metric(Metric.Kind.PASS, 1);
    private static final List<Metric> RATES =
            List.of(new Metric(Metric.Kind.TRUNCATED, 0), new Metric(Metric.Kind.NO_ANSWER, 0));

    private final Path folder;
    private final String version;
    private final BiConsumer<String, Sample> judged;

    /**
     * @param folder takes the judged responses
     * @param version of the plugin
     * @param judged is told each of them, with the id of its benchmark
     */
    Scoring(Path folder, String version, BiConsumer<String, Sample> judged) {
        this.folder = folder;
        this.version = version;
        this.judged = judged;
    }

    /**
     * Removes the results of an earlier evaluation: a gate must not take them for those of one that fails. Responses are
     * kept elsewhere, so nothing is lost.
     */
    static void forget(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "{metrics.json,summary.md,responses-*.jsonl.gz}")) {
            for (Path file : files) Files.delete(file);
        }
    }

    /** The metrics of an evaluation whose responses are all there. */
    MetricsFile score(DeclaredEvaluation evaluation, List<Task> tasks) throws IOException {
        Files.createDirectories(folder);
        List<MetricsFile.Result> results = new ArrayList<>();
        for (Task task : tasks) {
            try (SampleJournal journal = task.kept().open(task.asked(), task.prompts())) {
                for (double temperature : evaluation.temperatures()) results.add(score(task, temperature, journal));
            }
        }
        return new MetricsFile(MetricsFile.FORMAT, evaluation.id(), results, averages(evaluation, tasks, results));
    }

    private MetricsFile.Result score(Task task, double temperature, SampleJournal journal) throws IOException {
        List<Sample.Key> keys = task.judged(temperature);
        String label = TemperatureLabel.of(temperature);
        String suffix = task.evaluation().temperatures().size() == 1 ? "" : "-t" + label;
        List<Outcome> outcomes;
        try (ResponsesFile file = new ResponsesFile(folder.resolve("responses-" + task.id() + suffix + ".jsonl.gz"))) {
            outcomes = new Grading(task.benchmark()).judge(KeptResponses.samples(journal, keys), (sample, verdict) -> {
                file.add(sample, verdict);
                judged.accept(task.id(), sample);
            });
            file.complete();
        }
        Set<Metric> metrics = new LinkedHashSet<>(task.metricsAt(temperature));
        Metric first = metrics.iterator().next();
        metrics.addAll(RATES);
        double confidence = task.evaluation().confidence();
        List<Estimate> estimates = metrics.stream()
                .map(each -> Estimate.of(each, outcomes, confidence))
                .toList();
        return new MetricsFile.Result(
                new Measurement(
                        task.evaluation().id(), task.id(), temperature, keys(task, temperature), about(task), outcomes),
                estimates,
                subjects(first, outcomes, confidence),
                tooCostly(outcomes),
                task.benchmark().unusable());
    }

    private static SortedMap<String, Estimate> subjects(Metric metric, List<Outcome> outcomes, double confidence) {
        SortedMap<String, List<Outcome>> bySubject = outcomes.stream()
                .filter(each -> !each.subject().isEmpty())
                .collect(Collectors.groupingBy(Outcome::subject, TreeMap::new, Collectors.toList()));
        SortedMap<String, Estimate> subjects = new TreeMap<>();
        bySubject.forEach((subject, its) -> subjects.put(subject, Estimate.of(metric, its, confidence)));
        return subjects;
    }

    private static int tooCostly(List<Outcome> outcomes) {
        return (int) outcomes.stream()
                .flatMapToInt(each -> each.marks().chars())
                .filter(mark -> mark == 'X' || mark == 'x')
                .count();
    }

    private static SortedMap<String, String> keys(Task task, double temperature) {
        TreeMap<String, String> keys = new TreeMap<>(task.benchmark().keys());
        DeclaredEvaluation evaluation = task.evaluation();
        keys.put("decoding.maximumTokens", Integer.toString(task.asked().maximumTokens()));
        keys.put("decoding.samples", Integer.toString(task.samplesAt(temperature)));
        if (temperature > 0) { // greedy decoding knows neither
            keys.put("decoding.topK", Integer.toString(evaluation.topK()));
            keys.put("decoding.topP", Double.toString(evaluation.topP()));
        }
        keys.put("prompt.form", Asked.conversation(evaluation) ? "conversation" : "text");
        return keys;
    }

    private SortedMap<String, String> about(Task task) {
        TreeMap<String, String> about = new TreeMap<>();
        about.put("model", task.asked().fields().get("model"));
        about.put("plugin", version);
        about.put("seed", Long.toString(task.evaluation().seed()));
        for (String optional : List.of("api", "batchRows", "threads", "url")) {
            String value = task.asked().fields().get(optional);
            if (value != null) about.put(optional, value);
        }
        if (task.evaluation().model() instanceof ModelUnderTest.Trained trained) {
            about.put("experiment", trained.experiment() + "/seed-" + trained.seed());
        }
        return about;
    }

    private static SortedMap<String, List<Estimate>> averages(
            DeclaredEvaluation evaluation, List<Task> tasks, List<MetricsFile.Result> results) {
        SortedMap<String, List<Estimate>> averages = new TreeMap<>();
        if (tasks.size() < 2) return averages;
        for (double temperature : evaluation.temperatures()) {
            // pass@1 can always be told; what else all benchmarks have is averaged too.
            Set<Metric> common = new LinkedHashSet<>(List.of(PASS_AT_1));
            Set<Metric> shared = new LinkedHashSet<>(tasks.get(0).metricsAt(temperature));
            for (Task task : tasks) shared.retainAll(task.metricsAt(temperature));
            common.addAll(shared);
            List<List<Outcome>> outcomes = results.stream()
                    .map(MetricsFile.Result::measurement)
                    .filter(each -> each.temperature() == temperature)
                    .map(Measurement::outcomes)
                    .toList();
            averages.put(
                    TemperatureLabel.of(temperature),
                    common.stream()
                            .map(metric -> Estimate.macro(metric, outcomes, evaluation.confidence()))
                            .toList());
        }
        return averages;
    }
}
