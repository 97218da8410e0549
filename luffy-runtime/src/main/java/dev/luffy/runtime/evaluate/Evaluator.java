package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.Sample.Finish;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.NonFiniteException;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.rollout.RandomStream.Purpose;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.rollout.Sampler;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One evaluation from request to full journal: every problem answered at every temperature, batch by batch, but for what the
 * journal has already.
 *
 * <p>A token is a pure function of the weights and of (seed, problem id, sample, position), for one declaration of samples,
 * rows, tokens and threads. Temperatures share their random numbers, so that a sweep compares them on equal terms.
 */
public final class Evaluator {

    /** Samples are told apart by problem and index; there are no steps. */
    private static final long NO_STEP = 0;

    private final EvaluationRequest request;
    private final Stop stop;
    private final Consumer<Event> events;

    public Evaluator(EvaluationRequest request, Stop stop, Consumer<Event> events) {
        this.request = request;
        this.stop = stop;
        this.events = events;
    }

    /**
     * @throws StopRequested between two batches, if the evaluation was asked to stop; what was answered is in the journal
     * @throws InvalidInputException if an input has changed since the plugin digested it, a prompt does not fit the model, or
     *     the model gives NaN
     */
    public void execute() throws IOException {
        events.accept(new Event.Phase("reading the inputs"));
        Path model = Path.of(request.model());
        Path problems = Path.of(request.problems());
        refuseChanged(model, request.modelSha256(), InputDigest.ofModel(model));
        refuseChanged(problems, request.problemsSha256(), InputDigest.ofFile(problems));
        ChatTemplate chat = null;
        if (request.conversation() != null) {
            refuseChanged(
                    model.resolve("chat_template.jinja"),
                    request.chatTemplateSha256(),
                    InputDigest.ofChatTemplate(model));
            chat = ChatTemplate.open(model);
        }
        ModelFolder folder = ModelFolder.open(model);
        ModelConfig config = folder.config();
        try (Tokenizer tokenizer = Tokenizer.open(model, config)) {
            Questions questions = Questions.read(request, tokenizer, config, chat);
            Engine.start(request.threads());
            // The journal comes last: bad inputs must not make one.
            try (Weights weights = Weights.of(config, folder.tensors(), false);
                    Decoder decoder = new Decoder(config, tokenizer.suppressedTokens());
                    SampleJournal journal = SampleJournal.open(
                            Path.of(request.journal()), request.fingerprint(), questions.digests(request))) {
                answer(config, questions, new Answering(tokenizer, decoder, weights, journal));
            }
        }
    }

    private static void refuseChanged(Path input, String declared, String found) {
        if (!Objects.equals(found, declared)) {
            throw new InvalidInputException(input + " changed between planning and evaluation: its SHA-256 was "
                    + declared + " and is " + found + ". Run again when nothing writes to it");
        }
    }

    private record Answering(Tokenizer tokenizer, Decoder decoder, Weights weights, SampleJournal journal) {}

    private void answer(ModelConfig config, Questions questions, Answering with) {
        List<Batch> batches = Batch.all(request, questions);
        long total = batches.stream().mapToLong(batch -> batch.keys().size()).sum();
        long missing = batches.stream()
                .mapToLong(batch -> missing(batch, with.journal()))
                .sum();
        Tally tally = new Tally(total - missing, total);
        events.accept(new Event.Started(
                Engine.description(),
                config.parameterCount(),
                questions.prompts().size(),
                tally.done(),
                total,
                null));
        events.accept(new Event.Phase("answering"));
        try {
            for (Batch batch : batches) {
                if (missing(batch, with.journal()) == 0) continue;
                answer(batch, with, tally);
                events.accept(tally.event());
            }
        } catch (StopRequested e) {
            events.accept(new Event.Interrupted(tally.done()));
            throw e;
        }
        events.accept(new Event.Evaluated(total));
    }

    private static long missing(Batch batch, SampleJournal journal) {
        return batch.keys().stream().filter(key -> !journal.has(key)).count();
    }

    /** Decodes the whole batch even if one response is missing, because another batch would give it other last bits. */
    private void answer(Batch batch, Answering with, Tally tally) {
        List<List<Response>> responses = sample(batch, with); // [prompts][rows]
        for (int p = 0; p < batch.prompts().size(); p++) {
            for (int row = 0; row < batch.asked(); row++) {
                Sample.Key key = batch.key(p, row);
                if (with.journal().has(key)) continue;
                Response response = responses.get(p).get(row);
                with.journal().add(sample(key, response, with.tokenizer()));
                tally.add(response);
            }
        }
    }

    private List<List<Response>> sample(Batch batch, Answering with) {
        // The limits' own temperature, which only training reads, may not be 0.
        Rollout limits = new Rollout(
                batch.window(), request.maximumTokens(), 1, request.topP(), request.topK(), request.batchRows());
        Sampler sampler = new Sampler(
                with.decoder(),
                (problem, tokens, finished) -> 0, // verdicts are the plugin's business
                limits,
                batch.temperature(),
                RandomStream.of(request.seed(), Purpose.EVALUATION),
                stop);
        try {
            return sampler.batch(
                    with.weights(), batch.prompts(), batch.rows(), batch.groups(), NO_STEP, batch.firstSample());
        } catch (NonFiniteException e) {
            throw new InvalidInputException("the model in " + request.model() + " gives NaN: " + e.getMessage()
                    + ". Its weights are damaged or have diverged: evaluate another checkpoint");
        }
    }

    private static Sample sample(Sample.Key key, Response response, Tokenizer tokenizer) {
        return new Sample(
                key.problem(),
                key.temperature(),
                key.index(),
                tokenizer.decodeResponse(response.tokens(), response.finished()),
                response.finished() ? Finish.STOP : Finish.LENGTH,
                response.tokens().length);
    }
}
