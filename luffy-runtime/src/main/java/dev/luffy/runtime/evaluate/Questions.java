package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation asks: its problems, tokenized as they stand, since their prompts are already rendered, or as the model's
 * chat template writes them.
 *
 * @param prompts in the file's order
 * @param room most tokens that the model has left for a prompt
 */
record Questions(List<Prompt> prompts, int room) {

    /** What each response is an answer to, as the journal has it. */
    PromptDigests digests(EvaluationRequest request) {
        Map<String, String> texts = new HashMap<>();
        for (Prompt prompt : prompts) texts.put(prompt.problem().id(), asked(request, prompt.problem()));
        return new PromptDigests(texts, request.sampling());
    }

    // As the plugin has it, which cannot render a chat template; that one is part of the fingerprint.
    private static String asked(EvaluationRequest request, Problem problem) {
        if (request.conversation() == null) return problem.prompt();
        return Json.canonical(List.of(request.conversation().system(), problem.prompt()));
    }

    /**
     * @param chat the model's chat template, or null where prompts are whole
     * @throws InvalidInputException if a prompt is empty, or so long that the model has no positions left for
     *     {@code maximumTokens}
     */
    static Questions read(EvaluationRequest request, Tokenizer tokenizer, ModelConfig config, ChatTemplate chat) {
        int room = config.maxPositions() - request.maximumTokens();
        if (room < 1) {
            throw new InvalidInputException("<maximumTokens> is " + request.maximumTokens() + ", but the model in "
                    + request.model() + " has max_position_embeddings " + config.maxPositions()
                    + ", which prompt and response share. Lower <maximumTokens>");
        }
        Path file = Path.of(request.problems());
        List<Prompt> prompts = new ArrayList<>();
        for (Problem problem : JsonLines.readProblems(file)) {
            String text = chat == null
                    ? problem.prompt()
                    : chat.prompt(request.conversation().system(), problem.prompt());
            int[] tokens = tokenizer.encode(text); // [prompt]
            if (tokens.length == 0 || tokens.length > room) {
                throw new InvalidInputException(file + ": the prompt of problem '" + problem.id() + "' has "
                        + tokens.length + " tokens, but must have 1 to " + room + ": <maximumTokens> is "
                        + request.maximumTokens() + " of the max_position_embeddings " + config.maxPositions()
                        + " of the model in " + request.model()
                        + ". Lower <maximumTokens> or leave the problem out");
            }
            prompts.add(Prompt.of(problem, tokens, List.of()));
        }
        return new Questions(List.copyOf(prompts), room);
    }
}
