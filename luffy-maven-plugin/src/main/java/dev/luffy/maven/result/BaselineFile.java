package dev.luffy.maven.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.benchmarks.score.Estimate;
import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.Metric;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A committed baseline: what one evaluation measured on one benchmark when somebody last agreed to it. Keys are sorted, a
 * problem is a line, and there is no clock and no path, so that a difference in version control reads as what changed.
 *
 * @param format of this file
 * @param sha256 of the canonical JSON of everything else, in lower-case hexadecimal
 * @param evaluation id of the evaluation
 * @param benchmark id of the benchmark
 * @param temperature responses were sampled at; 0 is greedy
 * @param keys what must agree for a later measurement to be comparable
 * @param about what may differ and should be known
 * @param values of the metrics, 0 … 1, for people; a check computes its own from the outcomes
 * @param outcomes responses to each problem, by its id, as {@link Marks} writes them
 * @param history what was accepted with a justification, oldest first
 * @since 0.1
 */
public record BaselineFile(
        int format,
        String sha256,
        String evaluation,
        String benchmark,
        double temperature,
        SortedMap<String, String> keys,
        SortedMap<String, String> about,
        SortedMap<String, Double> values,
        SortedMap<String, String> outcomes,
        List<Acceptance> history) {

    /** The format that this version writes and reads. */
    public static final int FORMAT = 1;

    /**
     * A change for the worse, or one that cannot be judged, which somebody took responsibility for.
     *
     * @param justification why it was accepted
     * @param changes what was accepted, one sentence each
     */
    public record Acceptance(String justification, List<String> changes) {

        public Acceptance {
            changes = List.copyOf(changes);
        }
    }

    public BaselineFile {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        about = Collections.unmodifiableSortedMap(new TreeMap<>(about));
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
        history = List.copyOf(history);
    }

    /**
     * The baseline that a measurement makes.
     *
     * @param estimates of its metrics
     */
    public static BaselineFile of(Measurement measurement, List<Estimate> estimates, List<Acceptance> history) {
        SortedMap<String, String> outcomes = new TreeMap<>();
        for (Outcome outcome : measurement.outcomes()) {
            outcomes.put(outcome.problem(), Marks.text(outcome));
        }
        SortedMap<String, Double> values = new TreeMap<>();
        for (Estimate estimate : estimates) values.put(estimate.metric(), estimate.value());
        BaselineFile unsigned = new BaselineFile(
                FORMAT,
                "",
                measurement.evaluation(),
                measurement.benchmark(),
                measurement.temperature(),
                measurement.keys(),
                measurement.about(),
                values,
                outcomes,
                history);
        return unsigned.withSha256(unsigned.digest());
    }

    /**
     * Reads a baseline and believes it only if nobody changed it by hand.
     *
     * @param shown the file's name in messages
     * @param update the command that makes it anew
     * @throws UserErrorException if it is no baseline of this format or does not match its own digest; names the file and
     *     the fix
     */
    public static BaselineFile read(Path file, String shown, String update) throws IOException {
        String fix = ". Restore it from version control, or delete it and run " + update;
        try {
            String text = Files.readString(file);
            // First the format alone: what a later version added would be told of as an unknown field.
            JsonNode format = Json.read(text, JsonNode.class).path("format");
            if (format.isInt() && format.intValue() != FORMAT) {
                throw new UserErrorException(shown + " has format " + format.intValue() + ", but this version reads "
                        + FORMAT + ": use the version of the plugin that wrote it, or delete it and run " + update);
            }
            BaselineFile baseline = Json.read(text, BaselineFile.class);
            if (!baseline.digest().equals(baseline.sha256)) {
                throw new UserErrorException(
                        shown + " does not match the sha256 that stands in it: it was edited by hand or damaged" + fix);
            }
            baseline.measurement();
            baseline.values.keySet().forEach(Metric::parse);
            return baseline;
        } catch (UncheckedIOException | CharacterCodingException | IllegalArgumentException | NullPointerException e) {
            throw new UserErrorException(shown + " is no baseline: " + reason(e) + fix, e);
        }
    }

    /** What was measured, problem by problem in the order of ids. Subjects are not kept: no metric asks for them. */
    public Measurement measurement() {
        return new Measurement(
                evaluation,
                benchmark,
                temperature,
                keys,
                about,
                outcomes.entrySet().stream()
                        .map(each -> Marks.outcome(each.getKey(), each.getValue()))
                        .toList());
    }

    /** Whether the other baseline holds the same measurement, whatever was said about either. */
    public boolean measuresTheSameAs(BaselineFile other) {
        return keys.equals(other.keys)
                && about.equals(other.about)
                && values.equals(other.values)
                && outcomes.equals(other.outcomes);
    }

    /** The file's text. */
    public String text() {
        return Json.readable(this);
    }

    private String digest() {
        return InputDigest.ofText(Json.canonical(withSha256("")));
    }

    private BaselineFile withSha256(String digest) {
        return new BaselineFile(
                format, digest, evaluation, benchmark, temperature, keys, about, values, outcomes, history);
    }

    private static String reason(Exception e) {
        Throwable told = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        if (told instanceof CharacterCodingException) return "it is not UTF-8";
        if (told instanceof NullPointerException) return "a field is missing";
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("it is empty");
    }
}
