package dev.luffy.runtime.data;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads problems that are not trained on, renders and tokenizes them, and refuses what the declared limits cannot hold. */
public final class PromptFile {

    private final Experiment experiment;
    private final Tokenizer tokenizer;
    private final PromptText text;
    private final String system;

    /**
     * @param chat the model's, or null where prompts are no conversations
     * @param system what the rows of the training problems say, or empty
     */
    public PromptFile(Experiment experiment, Tokenizer tokenizer, ChatTemplate chat, String system) {
        this.experiment = experiment;
        this.tokenizer = tokenizer;
        this.text = new PromptText(experiment, chat);
        this.system = system;
    }

    /**
     * Problems alone, as validation needs them.
     *
     * @throws InvalidInputException if a prompt is empty or longer than {@code <maximumPromptTokens>}
     */
    public List<Prompt> problems(Path file) {
        List<Prompt> prompts = new ArrayList<>();
        for (Problem problem : JsonLines.readProblems(file)) {
            int[] tokens = tokenizer.encode(text.of(problem, system)); // [prompt]
            int limit = experiment.rollout().maximumPromptTokens();
            if (tokens.length == 0 || tokens.length > limit) {
                throw new InvalidInputException(file + ": the prompt of problem '" + problem.id() + "' has "
                        + tokens.length + " tokens, but <rollout><maximumPromptTokens> is " + limit
                        + ". Raise the limit or leave the problem out");
            }
            prompts.add(Prompt.of(problem, tokens, List.of()));
        }
        return prompts;
    }
}
