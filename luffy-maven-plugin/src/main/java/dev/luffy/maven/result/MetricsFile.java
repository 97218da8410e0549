package dev.luffy.maven.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.TemperatureLabel;
import dev.luffy.benchmarks.suite.Benchmark;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code metrics.json} of one evaluation: what was measured and what follows from it. No clock, no path; keys are sorted.
 *
 * @param format of this file
 * @param evaluation id of the evaluation
 * @param results one per benchmark and temperature, in the order declared
 * @param averages means over benchmarks, each counting the same, by temperature; empty for a single benchmark
 */
public record MetricsFile(
        int format, String evaluation, List<Result> results, SortedMap<String, List<Estimate>> averages) {

    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /** Its name, in the folder of the evaluation. */
    public static final String NAME = "metrics.json";

    /**
     * A measurement and what follows from it.
     *
     * @param measurement problem by problem
     * @param estimates of the benchmark's metrics, in the order declared, then truncated and no-answer
     * @param subjects the first metric by subject, where the data names any
     * @param tooCostly responses that could not be judged within bounds
     * @param unusable problems that were not scored because their gold answer does not equal itself
     */
    public record Result(
            Measurement measurement,
            List<Estimate> estimates,
            SortedMap<String, Estimate> subjects,
            int tooCostly,
            List<Benchmark.Unusable> unusable) {

        public Result {
            if (measurement == null) throw new IllegalArgumentException("measurement is missing");
            if (estimates == null || subjects == null || unusable == null) {
                throw new IllegalArgumentException("estimates, subjects or unusable are missing");
            }
            estimates = List.copyOf(estimates);
            subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
            unusable = List.copyOf(unusable);
        }
    }

    public MetricsFile {
        if (evaluation == null) throw new IllegalArgumentException("evaluation is missing");
        if (results == null) throw new IllegalArgumentException("results are missing");
        if (averages == null) throw new IllegalArgumentException("averages are missing");
        Set<List<Object>> seen = new HashSet<>();
        for (Result each : results) {
            if (each == null) throw new IllegalArgumentException("a result is missing");
            Measurement its = each.measurement();
            if (!its.evaluation().equals(evaluation)) {
                throw new IllegalArgumentException(
                        "a result is of evaluation " + its.evaluation() + ", and the file of " + evaluation);
            }
            if (!seen.add(List.of(its.benchmark(), its.temperature()))) {
                throw new IllegalArgumentException("benchmark " + its.benchmark() + " is there twice at temperature "
                        + TemperatureLabel.of(its.temperature()));
            }
        }
        results = List.copyOf(results);
        averages = Collections.unmodifiableSortedMap(new TreeMap<>(averages));
    }

    /** Writes the file, which appears as a whole or not at all. Equal metrics give equal bytes. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, Json.readable(this));
    }

    /**
     * Reads the file back.
     *
     * @throws UserErrorException if there is none, it is damaged or another version wrote it; names the file and the fix
     */
    public static MetricsFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserErrorException("there are no metrics at " + file + ": run luffy:eval first");
        }
        try {
            String text = Files.readString(file);
            int format = Json.read(text, JsonNode.class).path("format").asInt();
            if (format != FORMAT) {
                throw new UserErrorException(file + " has the format " + format + ", but this version reads " + FORMAT
                        + ": delete it and run luffy:eval again");
            }
            return Json.read(text, MetricsFile.class);
        } catch (UncheckedIOException | CharacterCodingException e) {
            throw new UserErrorException(
                    file + " is no metrics file (" + firstLine(e) + "): delete it and run luffy:eval again", e);
        }
    }

    /** What a record complains of, without how the parser came there. */
    private static String firstLine(Exception e) {
        Throwable told = e;
        while (told.getCause() != null) told = told.getCause();
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }
}
