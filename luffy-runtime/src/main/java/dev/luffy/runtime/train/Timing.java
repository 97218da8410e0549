package dev.luffy.runtime.train;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one step cost: a line of {@code timings.ndjson}, the only output that differs between two equal runs.
 *
 * @param rolloutSeconds sampling and grading
 * @param updateSeconds scoring, backward and optimizer
 * @param rolloutTokensPerSecond sampled tokens over rollout time
 * @param updateTokensPerSecond response tokens of all rows over update time
 * @param residentBytes memory of the process after the step, or null where the system does not tell
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Timing(
        long step,
        double rolloutSeconds,
        double updateSeconds,
        double rolloutTokensPerSecond,
        double updateTokensPerSecond,
        Long residentBytes) {}
