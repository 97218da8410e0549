package dev.luffy.maven.ablate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run went, step by step, from its {@code metrics.ndjson}.
 *
 * @param steps in their order
 */
record Curve(List<Step> steps) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * One step; null where nothing was sampled.
     *
     * @param step 1 for the first
     * @param reward mean of the policy's own rows
     * @param entropy mean of sampled tokens, in nats
     * @param length mean tokens of the policy's own rows
     * @param truncated share of those rows that reached the limit
     * @param solvedHard training prompts so far that no row of the policy solved at their first visit and one has since
     */
    record Step(long step, Double reward, Double entropy, Double length, Double truncated, long solvedHard) {}

    /**
     * Reads the file of a finished run.
     *
     * @throws UserErrorException naming file and line if it cannot be one
     */
    static Curve read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                JsonNode node = MAPPER.readTree(line);
                steps.add(new Step(
                        node.required("step").asLong(),
                        number(node, "rewardOn"),
                        number(node, "entropy"),
                        number(node, "responseLength"),
                        number(node, "truncated"),
                        node.required("solvedHard").asLong()));
            } catch (IOException | IllegalArgumentException e) {
                throw new UserErrorException(
                        file + ":" + (steps.size() + 1) + " is no line of metrics: train the run again", e);
            }
        }
        return new Curve(steps);
    }

    /** Whether the policy answered training prompts at all; fine-tuning on traces does not. */
    boolean sampled() {
        return steps.stream().anyMatch(step -> step.length != null);
    }

    /**
     * The first step at which the policy solved a prompt that no row of its own had solved at the prompt's first visit;
     * null if there was none. A prompt must be visited twice for that.
     */
    Long firstUnlock() {
        return steps.stream()
                .filter(step -> step.solvedHard > 0)
                .map(Step::step)
                .findFirst()
                .orElse(null);
    }

    private static Double number(JsonNode node, String field) {
        JsonNode value = node.required(field);
        return value.isNull() ? null : Double.valueOf(value.asDouble());
    }
}
