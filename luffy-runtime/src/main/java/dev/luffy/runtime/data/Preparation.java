package dev.luffy.runtime.data;

import dev.luffy.benchmarks.problem.Example;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.ProblemIds;
import dev.luffy.benchmarks.problem.Trace;
import dev.luffy.benchmarks.problem.TrainingFile;
import dev.luffy.runtime.experiment.DataCounts;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.Filter.Treatment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.method.ResponseMask;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Grader;
import dev.luffy.runtime.rollout.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads the training data once: every row is rendered, tokenized, filtered and judged, and what passes is packed. In memory are
 * one row, and numbers of those before it.
 */
final class Preparation {

    private static final long ROWS_PER_EVENT = 1000;
    private static final long ROWS_PER_CHECK = 50;

    private final Experiment experiment;
    private final Filter filter;
    private final PreparationKey key;
    private final Path problems;
    private final Path traces; // null where they are in the rows of the problems, or nobody looks at any
    private final Tokenizer tokenizer;
    private final PromptText text;
    private final Grader grader;
    private final Stop stop;
    private final Consumer<Event> events;
    private final Sieve sieve;
    private final boolean targeted;

    private PackWriter pack;
    private TokenQueue queue;
    private long seen;
    private long rejected;
    private String system; // of the newest row; null before the first
    private boolean systemsDiffer;

    Preparation(
            Request request,
            PreparationKey key,
            Tokenizer tokenizer,
            ChatTemplate chat,
            Grader grader,
            Stop stop,
            Consumer<Event> events) {
        this.experiment = request.experiment();
        this.filter = experiment.filter();
        this.key = key;
        this.problems = Path.of(request.paths().problems());
        this.targeted = experiment.readsTraces()
                && experiment.data() != null
                && experiment.data().targeted();
        this.traces =
                experiment.readsTraces() && !targeted ? Path.of(request.paths().traces()) : null;
        this.tokenizer = tokenizer;
        this.text = new PromptText(experiment, chat);
        this.grader = grader;
        this.stop = stop;
        this.events = events;
        this.sieve = new Sieve(key.needed());
    }

    /** Fills an empty folder with a pack and its index. */
    void writeTo(Path folder) throws IOException {
        events.accept(new Event.Phase("preparing the data"));
        try (PackWriter writer = new PackWriter(TrainingData.pack(folder));
                TokenQueue tokens =
                        new TokenQueue(tokenizer, experiment.budget().threads())) {
            pack = writer;
            queue = tokens;
            TrainingFile file = TrainingFile.forEach(problems, layout(), this::read);
            queue.finish();
            if (traces != null) JsonLines.forEachTrace(traces, trace -> read(trace, file.ids()));
            queue.finish();
            if (filter.missingTraces() == Treatment.REFUSE) refuseMissing();
            sieve.settle();
            DataCounts counts = new DataCounts(
                    file.rows(),
                    sieve.problemCounts(),
                    experiment.readsTraces() ? sieve.traceCounts() : null,
                    key.judged() ? rejected : null);
            Index.About about = new Index.About(writer.finish(), counts, systemsDiffer || system == null ? "" : system);
            new Index(about, sieve.places()).write(TrainingData.index(folder));
        }
    }

    private Layout layout() {
        return experiment.data() == null ? null : experiment.data().layout();
    }

    private void progress(String what) {
        seen++;
        if (seen % ROWS_PER_CHECK == 0) stop.check();
        if (seen % ROWS_PER_EVENT == 0) {
            events.accept(new Event.Phase(String.format(Locale.ROOT, "preparing the data, %,d %s read", seen, what)));
        }
    }

    private void read(Example example) {
        progress("rows");
        systemsDiffer |= system != null && !system.equals(example.system());
        system = example.system();
        String prompt = text.of(example.problem(), example.system());
        List<String> texts = new ArrayList<>(List.of(prompt));
        if (targeted) targets(example).forEach(target -> texts.add(PromptText.continuing(prompt, target)));
        queue.add(texts, tokens -> add(example, tokens));
    }

    /** The targets that say something. */
    private List<String> targets(Example example) {
        List<String> targets =
                example.targets().stream().filter(target -> !target.isBlank()).toList();
        boolean empty = targets.size() < example.targets().size();
        if (filter.missingTraces() == Treatment.REFUSE && (empty || targets.isEmpty())) {
            throw new MalformedDataException(
                    problems,
                    example.row(),
                    empty ? "a target is empty" : "the row has no target",
                    "Give it the teacher's response" + Reason.MISSING_TRACES.drop() + ".");
        }
        return targets;
    }

    /** @param tokens of the prompt, then of the targets */
    private void add(Example example, List<int[]> tokens) {
        Problem problem = example.problem();
        if (!example.repeated()) addProblem(problem, tokens.get(0));
        for (int[] target : tokens.subList(1, tokens.size())) {
            addTrace(example.index(), problem, target, problems + ":" + example.row(), problem.id());
        }
    }

    /** @param tokens of the prompt, [prompt] */
    private void addProblem(Problem problem, int[] tokens) {
        int limit = filter.promptLimit(experiment.rollout());
        if (tokens.length == 0 || tokens.length > limit && filter.longPrompts() == Treatment.REFUSE) {
            throw new InvalidInputException(problems + ": the prompt of problem '" + problem.id() + "' has "
                    + tokens.length + " tokens, but "
                    + (filter.promptTokens() == null
                            ? "<rollout><maximumPromptTokens>"
                            : "<data><filter><promptTokens>")
                    + " is " + limit + ". Raise the limit or leave the problem out" + Reason.LONG_PROMPTS.drop());
        }
        if (tokens.length > limit) {
            sieve.drop(Reason.LONG_PROMPTS);
            return;
        }
        if (filter.unreadableAnswers() == Treatment.DROP) {
            if (!grader.reads(problem)) {
                sieve.drop(Reason.UNREADABLE_ANSWERS);
                return;
            }
        } else if (key.tested() && grader.fault(problem) != null) {
            throw new InvalidInputException(problems + ": " + grader.fault(problem) + Reason.UNREADABLE_ANSWERS.drop());
        }
        sieve.add(pack.prompt(problem, tokens));
    }

    private void read(Trace trace, ProblemIds ids) {
        progress("rows and traces");
        int problem = ids.indexOf(trace.problemId());
        if (problem >= 0) queue.add(List.of(trace.text()), tokens -> add(trace, problem, tokens.get(0)));
    }

    private void add(Trace trace, int problem, int[] tokens) {
        Problem of = key.judged() && !sieve.isDropped(problem) ? pack.problem(sieve.place(problem)) : null;
        addTrace(problem, of, tokens, traces.toString(), trace.problemId());
    }

    /**
     * @param of may be null where the verifier is not asked about the trace
     * @param response without its EOS, [trace - 1]
     */
    private void addTrace(int problem, Problem of, int[] response, String place, String id) {
        sieve.give(problem);
        if (sieve.isDropped(problem)) {
            sieve.fit(problem);
            sieve.pass(problem);
            return;
        }
        int[] tokens = Arrays.copyOf(response, response.length + 1); // [trace], EOS last
        tokens[response.length] = key.eos();
        String which = place + ": the trace of problem '" + id + "' ";
        int limit = filter.traceLimit(experiment.rollout());
        if (tokens.length > limit) {
            if (filter.longTraces() == Treatment.DROP) return;
            throw new InvalidInputException(which + "has " + tokens.length + " tokens with its EOS, but "
                    + (filter.traceTokens() == null
                            ? "<rollout><maximumResponseTokens>"
                            : "<data><filter><traceTokens>")
                    + " is " + limit
                    + ". A cut trace would teach the model not to stop: raise the limit or leave the trace out"
                    + Reason.LONG_TRACES.drop());
        }
        sieve.fit(problem);
        int end = ResponseMask.lengthThroughFirstEos(tokens, key.eos());
        if (end < tokens.length) {
            throw new InvalidInputException(which + "holds the end-of-sequence token at position " + end + " of "
                    + tokens.length
                    + ". Everything behind it would be no part of the response: take the token out of the"
                    + " text; its own is added at the end");
        }
        if (key.judged() && !grader.accepts(of, tokens)) {
            if (filter.wrongTraces() == Treatment.DROP) return;
            if (filter.wrongTraces() == Treatment.REFUSE) {
                throw new InvalidInputException(
                        which + "has no answer that the verifier accepts. Correct it" + Reason.WRONG_TRACES.drop());
            }
            rejected++;
        }
        sieve.pass(problem);
        if (key.stored()) sieve.addTrace(problem, pack.trace(tokens));
    }

    private void refuseMissing() {
        int problem = sieve.withoutTraces();
        if (problem < 0) return;
        throw new InvalidInputException((traces == null ? problems : traces) + ": problem '"
                + pack.problem(sieve.place(problem)).id() + "' has " + sieve.given(problem)
                + " traces, but "
                + (key.stored()
                        ? "the method takes " + key.needed() + " a prompt (<offPolicyRollouts>)"
                        : "<data><filter> looks at one at least")
                + ". Add the missing traces or leave the problem out of " + problems + Reason.MISSING_TRACES.drop());
    }
}
