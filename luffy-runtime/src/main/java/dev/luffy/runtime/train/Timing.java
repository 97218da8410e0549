package dev.luffy.runtime.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one step cost: a line of {@code timings.ndjson}, the only output that differs between two equal runs.
 *
 * @param rolloutSeconds sampling and grading
 * @param updateSeconds scoring, backward and optimizer
 * @param rolloutTokensPerSecond sampled tokens over rollout time
 * @param updateTokensPerSecond response tokens of all rows over update time
 * @param residentBytes memory of the process after the step, or null where the system does not tell
 * @param rolloutPeakBytes most memory of the process at one time while sampling and grading, or null likewise
 * @param updatePeakBytes most memory of the process at one time while updating, or null likewise
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Timing(
        long step,
        double rolloutSeconds,
        double updateSeconds,
        double rolloutTokensPerSecond,
        double updateTokensPerSecond,
        Long residentBytes,
        Long rolloutPeakBytes,
        Long updatePeakBytes) {

    /** A file of timings with the lines of steps that a resumed run keeps; those of repeated steps are dropped. */
    static NdjsonFile fileUpTo(Path file, long step) throws IOException {
        StringBuilder kept = new StringBuilder();
        if (step > 0 && Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (stepOf(line) <= step) kept.append(line).append('\n');
            }
        }
        return NdjsonFile.startingWith(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Step of a line; a line that a kill has cut off belongs to no step that is kept. */
    private static long stepOf(String line) {
        try {
            return Json.read(line, Timing.class).step();
        } catch (UncheckedIOException e) {
            return Long.MAX_VALUE;
        }
    }
}
