package dev.luffy.runtime.rollout;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.method.ResponseMask;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads problems and traces, renders and tokenizes them, and refuses what the declared limits cannot hold. */
public final class PromptFile {

    private final Experiment experiment;
    private final Tokenizer tokenizer;
    private final int eos;
    private final ChatTemplate chat;

    /**
     * @param eos the token that ends a teacher trace
     * @param chat the model's, or null where prompts are no conversations
     */
    public PromptFile(Experiment experiment, Tokenizer tokenizer, int eos, ChatTemplate chat) {
        this.experiment = experiment;
        this.tokenizer = tokenizer;
        this.eos = eos;
        this.chat = chat;
    }

    /**
     * Problems alone, as validation needs them.
     *
     * @throws InvalidInputException if a prompt is empty or longer than {@code <maximumPromptTokens>}
     */
    public List<Prompt> problems(Path file) {
        List<Prompt> prompts = new ArrayList<>();
        for (Problem problem : JsonLines.readProblems(file)) prompts.add(prompt(file, problem, List.of()));
        return prompts;
    }

    /**
     * Problems with at least {@code perProblem} teacher traces each.
     *
     * @throws InvalidInputException if a trace is missing or longer than {@code <maximumResponseTokens>}
     */
    public List<Prompt> withTraces(Path problemFile, Path traceFile, int perProblem) {
        Map<String, List<int[]>> traces = traces(traceFile);
        List<Prompt> prompts = new ArrayList<>();
        for (Problem problem : JsonLines.readProblems(problemFile)) {
            List<int[]> found = traces.getOrDefault(problem.id(), List.of());
            if (found.size() < perProblem) {
                throw new InvalidInputException(traceFile + ": problem '" + problem.id() + "' has " + found.size()
                        + " traces, but the method takes " + perProblem
                        + " a prompt (<offPolicyRollouts>). Add the missing traces or leave the problem out of "
                        + problemFile);
            }
            prompts.add(prompt(problemFile, problem, found));
        }
        return prompts;
    }

    private Prompt prompt(Path file, Problem problem, List<int[]> traces) {
        int[] tokens = tokenizer.encode(text(problem)); // [prompt]
        int limit = experiment.rollout().maximumPromptTokens();
        if (tokens.length == 0 || tokens.length > limit) {
            throw new InvalidInputException(file + ": the prompt of problem '" + problem.id() + "' has " + tokens.length
                    + " tokens, but <rollout><maximumPromptTokens> is " + limit
                    + ". Raise the limit or leave the problem out");
        }
        return Prompt.of(problem, tokens, traces);
    }

    private String text(Problem problem) {
        String filled = experiment.template().replace("{problem}", problem.prompt());
        return chat == null ? filled : chat.prompt(experiment.conversation().system(), filled);
    }

    private Map<String, List<int[]>> traces(Path file) {
        int limit = experiment.rollout().maximumResponseTokens();
        Map<String, List<int[]>> result = new HashMap<>();
        for (Trace trace : JsonLines.readTraces(file)) {
            int[] text = tokenizer.encode(trace.text()); // [trace - 1]
            int[] tokens = Arrays.copyOf(text, text.length + 1); // [trace], EOS last
            tokens[text.length] = eos;
            if (tokens.length > limit) {
                throw new InvalidInputException(file + ": the trace of problem '" + trace.problemId() + "' has "
                        + tokens.length + " tokens with its EOS, but <rollout><maximumResponseTokens> is " + limit
                        + ". A cut trace would teach the model not to stop: raise the limit or leave the trace out");
            }
            int end = ResponseMask.lengthThroughFirstEos(tokens, eos);
            if (end < tokens.length) {
                throw new InvalidInputException(file + ": the trace of problem '" + trace.problemId()
                        + "' holds the end-of-sequence token at position " + end + " of " + tokens.length
                        + ". Everything behind it would be no part of the response: take the token out of the text;"
                        + " its own is added at the end");
            }
            result.computeIfAbsent(trace.problemId(), id -> new ArrayList<>()).add(tokens);
        }
        return result;
    }
}
