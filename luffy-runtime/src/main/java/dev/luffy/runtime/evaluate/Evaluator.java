package dev.luffy.runtime.evaluate;

import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.Sample.Finish;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.runtime.experiment.EvaluationRequest;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.MemoryExhaustedException;
import dev.luffy.runtime.experiment.MemoryRemedy;
import dev.luffy.runtime.experiment.MemoryShortage;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.rollout.RandomStream.Purpose;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.tensor.Arithmetic;
import dev.luffy.runtime.tensor.Completion;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Generation;
import dev.luffy.runtime.tensor.SamplingWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One evaluation from request to full journal: every problem answered at every temperature, but for what the journal has
 * already.
 *
 * <p>A token is a pure function of the weights and of (seed, problem id, sample, position), for one declaration of samples,
 * tokens and threads. Temperatures share their random numbers, so that a sweep compares them on equal terms.
 */
public final class Evaluator {

    /** Rows of a problem that share the keys and values of its prompt: more would be nobody's while others have ended. */
    private static final int SHARING = 8;

    /** Samples are told apart by problem and index; there are no steps. */
    private static final long NO_STEP = 0;

    private final EvaluationRequest request;
    private final Stop stop;
    private final Consumer<Event> events;
    private Stage stage = Stage.READING;

    public Evaluator(EvaluationRequest request, Stop stop, Consumer<Event> events) {
        this.request = request;
        this.stop = stop;
        this.events = events;
    }

    /**
     * @throws StopRequested if the evaluation was asked to stop; what was answered is in the journal
     * @throws InvalidInputException if an input has changed since the plugin digested it, a prompt does not fit the model, or
     *     the model gives NaN
     * @throws MemoryExhaustedException if memory ran out; what was answered is in the journal
     */
    public void execute() throws IOException {
        try {
            executeAll();
        } catch (RuntimeException | OutOfMemoryError e) {
            Optional<MemoryShortage> shortage = MemoryShortage.in(e);
            if (shortage.isEmpty()) throw e;
            throw new MemoryExhaustedException(told(shortage.get()), e);
        }
    }

    private String told(MemoryShortage shortage) {
        return "memory ran out while " + stage.happening() + ": " + shortage.sentence()
                + (shortage.heap()
                        ? MemoryRemedy.heap(
                                Runtime.getRuntime().maxMemory(),
                                "responses so far are kept, the next run asks for the rest")
                        : MemoryRemedy.answering(request.budget(), request.maximumTokens(), stage));
    }

    private void reached(Stage now) {
        stage = now;
        events.accept(new Event.Reached(now));
    }

    private void executeAll() throws IOException {
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
            reached(Stage.LOADING);
            Engine.start(request.budget().threads(), request.budget().deviceOrAuto());
            Arithmetic arithmetic = new Arithmetic(request.budget().precisionOrDefault(), false);
            // The journal comes last: bad inputs must not make one.
            try (Decoder decoder = new Decoder(config, arithmetic, tokenizer.suppressedTokens());
                    SamplingWeights weights = decoder.samplingWeights(folder.tensors());
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

    private record Answering(Tokenizer tokenizer, Decoder decoder, SamplingWeights weights, SampleJournal journal) {}

    private void answer(ModelConfig config, Questions questions, Answering with) {
        List<Missing> missing = request.temperatures().stream()
                .map(temperature -> Missing.of(request, temperature, questions.prompts(), with.journal()))
                .toList();
        long perProblem = request.temperatures().stream()
                .mapToLong(temperature -> Missing.samples(request, temperature))
                .sum();
        long total = perProblem * questions.prompts().size();
        long asked = missing.stream().mapToLong(each -> each.keys().size()).sum();
        Tally tally = new Tally(total - asked, total);
        events.accept(new Event.Started(
                Engine.description(request.budget().precisionOrDefault()),
                config.parameterCount(),
                questions.prompts().size(),
                tally.done(),
                total,
                null));
        events.accept(new Event.Phase("answering"));
        reached(Stage.ANSWERING);
        try {
            for (Missing each : missing) answer(each, questions, with, tally);
        } catch (StopRequested e) {
            events.accept(new Event.Interrupted(tally.done()));
            throw e;
        }
        events.accept(new Event.Evaluated(total));
    }

    private void answer(Missing missing, Questions questions, Answering with, Tally tally) {
        RandomStream stream =
                RandomStream.of(request.seed(), Purpose.EVALUATION).at(NO_STEP);
        List<Prompt> prompts = questions.prompts();
        int[] owner = missing.owner(); // [rows]
        Generation asked = new Generation(
                prompts.stream().map(Prompt::tokens).toArray(int[][]::new),
                owner,
                Math.min(SHARING, Missing.samples(request, missing.temperature())),
                request.budget().batchRows(),
                request.budget().cacheBytes(),
                request.maximumTokens(),
                missing.temperature(),
                request.topP(),
                request.topK(),
                (row, position) -> stream.at(prompts.get(owner[row]).key())
                        .at(missing.keys().get(row).index())
                        .uniform(position),
                new int[0][]);
        Runnable check = () -> {
            tally.tell(events);
            stop.check();
        };
        with.decoder().generate(with.weights(), asked, check, done -> {
            refuseNaN(done);
            with.journal().add(sample(missing.keys().get(done.row()), done, with.tokenizer()));
            tally.add(done);
        });
        tally.tell(events);
    }

    private void refuseNaN(Completion done) {
        for (float logProb : done.logProb()) {
            if (Float.isNaN(logProb)) {
                throw new InvalidInputException("the model in " + request.model()
                        + " gives NaN: the log-probability of a sampled token is " + logProb
                        + ". Its weights are damaged or have diverged: evaluate another checkpoint");
            }
        }
    }

    private static Sample sample(Sample.Key key, Completion done, Tokenizer tokenizer) {
        return new Sample(
                key.problem(),
                key.temperature(),
                key.index(),
                tokenizer.decodeResponse(done.tokens(), done.finished()),
                done.finished() ? Finish.STOP : Finish.LENGTH,
                done.tokens().length);
    }
}
