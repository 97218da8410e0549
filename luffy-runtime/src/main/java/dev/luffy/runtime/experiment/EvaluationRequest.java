package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;

/**
 * What the plugin hands to the worker to have problems answered, as a JSON file.
 *
 * @param label what is evaluated, for messages
 * @param model Hugging Face folder, absolute
 * @param modelSha256 {@link InputDigest#ofModel} of it as the plugin found it; the worker refuses another
 * @param problems JSON lines of problems whose prompts are already rendered, absolute
 * @param problemsSha256 of that file
 * @param samples responses per problem and temperature
 * @param temperatures 0 is greedy; one response per problem is enough then, and {@code samples} does not count
 * @param topP share of probability that is sampled from
 * @param topK tokens that are sampled from; 0 for all
 * @param maximumTokens a response may have
 * @param seed of the sampling
 * @param budget what the worker may use
 * @param fingerprint of what decides all responses; the journal's
 * @param sampling what else decides a response above temperature 0; part of the digest of its line in the journal
 * @param journal {@link dev.luffy.benchmarks.suite.SampleJournal} that takes the responses, absolute
 * @param output folder of {@code events.ndjson} and logs, absolute
 * @param conversation where problems are users' messages, for the model's chat template to write; null for whole prompts
 * @param chatTemplateSha256 {@link InputDigest#ofChatTemplate} then, or null
 */
public record EvaluationRequest(
        String label,
        String model,
        String modelSha256,
        String problems,
        String problemsSha256,
        int samples,
        List<Double> temperatures,
        double topP,
        int topK,
        int maximumTokens,
        long seed,
        AnsweringBudget budget,
        String fingerprint,
        String sampling,
        String journal,
        String output,
        @JsonInclude(JsonInclude.Include.NON_NULL) Conversation conversation,
        @JsonInclude(JsonInclude.Include.NON_NULL) String chatTemplateSha256)
        implements Job {

    /** A request whose prompts are whole. */
    public EvaluationRequest(
            String label,
            String model,
            String modelSha256,
            String problems,
            String problemsSha256,
            int samples,
            List<Double> temperatures,
            double topP,
            int topK,
            int maximumTokens,
            long seed,
            AnsweringBudget budget,
            String fingerprint,
            String sampling,
            String journal,
            String output) {
        this(
                label,
                model,
                modelSha256,
                problems,
                problemsSha256,
                samples,
                temperatures,
                topP,
                topK,
                maximumTokens,
                seed,
                budget,
                fingerprint,
                sampling,
                journal,
                output,
                null,
                null);
    }

    /** @throws InvalidDeclarationException if a value is out of its range or a temperature is asked for twice */
    public EvaluationRequest {
        Check.atLeast("samples", samples, 1);
        if (temperatures.isEmpty()) {
            throw new InvalidDeclarationException("temperatures", "empty", "must hold at least one temperature");
        }
        for (double temperature : temperatures) Check.atLeast("temperatures", temperature, 0);
        // A journal tells 0 from -0, which are one temperature.
        temperatures = temperatures.stream().map(t -> t == 0 ? 0.0 : t).toList();
        if (Set.copyOf(temperatures).size() < temperatures.size()) {
            throw new InvalidDeclarationException("temperatures", temperatures, "must not name a temperature twice");
        }
        Check.in("topP", topP, Double.MIN_VALUE, 1);
        Check.atLeast("topK", topK, 0);
        Check.atLeast("maximumTokens", maximumTokens, 1);
        Check.present("budget", budget);
    }
}
