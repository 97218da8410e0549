package dev.luffy.maven.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run's process had of memory, over all steps; {@link MemoryPlan} said it before.
 *
 * @param sampling bytes that were resident at one time while responses were sampled, at most
 * @param updating likewise while weights were updated
 */
public record MeasuredMemory(long sampling, long updating) {

    private static final double MIB = 1 << 20;

    /** As a run's {@code timings.ndjson} has it; empty where nobody could measure it. */
    public static Optional<MeasuredMemory> in(Path timings) throws IOException {
        long sampling = 0;
        long updating = 0;
        if (Files.exists(timings)) {
            for (String line : Files.readAllLines(timings)) {
                JsonNode step = Json.read(line, JsonNode.class);
                sampling = Math.max(sampling, step.path("rolloutPeakBytes").asLong());
                updating = Math.max(updating, step.path("updatePeakBytes").asLong());
            }
        }
        return sampling == 0 || updating == 0 ? Optional.empty() : Optional.of(new MeasuredMemory(sampling, updating));
    }

    /** Both beside the plan; updating alone where nothing is sampled. */
    public String against(MemoryPlan plan) {
        if (plan.sampling() == plan.standing()) {
            return String.format(
                    Locale.ROOT,
                    "memory: %.1f MiB while updating; planned %.1f",
                    updating / MIB,
                    plan.updating() / MIB);
        }
        return String.format(
                Locale.ROOT,
                "memory: %.1f MiB while sampling, %.1f while updating; planned %.1f and %.1f",
                sampling / MIB,
                updating / MIB,
                plan.sampling() / MIB,
                plan.updating() / MIB);
    }
}
