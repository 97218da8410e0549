package dev.luffy.runtime.train;

import dev.luffy.runtime.data.PromptFile;
import dev.luffy.runtime.data.TrainingData;
import dev.luffy.runtime.evaluate.Validator;
import dev.luffy.runtime.experiment.DataCounts;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Fit;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Inputs;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.RunPaths;
import dev.luffy.runtime.experiment.Stage;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.remote.RemoteSampler;
import dev.luffy.runtime.rollout.Grader;
import dev.luffy.runtime.rollout.GroupSampler;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.rollout.RandomStream.Purpose;
import dev.luffy.runtime.rollout.ResponseSource;
import dev.luffy.runtime.rollout.Sampler;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.tensor.AdamW;
import dev.luffy.runtime.tensor.Arithmetic;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a run works with, opened and checked: the model, its optimizer and reference, prompts and samplers.
 *
 * @param data what is trained on
 * @param reference the starting weights, frozen, when the method measures a divergence from them or has a reward model
 * @param auxiliary the critic or the reward model and its optimizer, when the method has one
 * @param server that samples the rollouts, where the trainer does not
 * @param warning what is allowed and probably not meant
 * @param events hears what the run is at
 */
record Setting(
        ModelConfig config,
        Tokenizer tokenizer,
        Decoder decoder,
        Weights weights,
        Optional<Weights> reference,
        Optional<AuxiliaryModel> auxiliary,
        AdamW optimizer,
        TrainingData data,
        GroupSampler groups,
        Optional<Validator> validator,
        Optional<RemoteSampler> server,
        Optional<String> warning,
        Consumer<Event> events)
        implements AutoCloseable {

    /**
     * @throws InvalidInputException if an input has changed since the plugin digested it or does not fit the limits
     */
    static Setting open(Request request, Stop stop) throws IOException {
        return open(request, stop, null, event -> {});
    }

    /**
     * @param key of the server that rollouts come from, or null for none
     * @param events hears what a server does not do by itself, and what the run is at
     * @throws InvalidInputException if an input has changed since the plugin digested it or does not fit the limits, or a server
     *     does not answer
     */
    static Setting open(Request request, Stop stop, String key, Consumer<Event> events) throws IOException {
        Experiment experiment = request.experiment();
        RunPaths paths = request.paths();
        refuseChangedInputs(experiment, request.inputs(), paths);
        ModelFolder folder = ModelFolder.open(Path.of(paths.model()));
        ModelConfig config = folder.config().with(experiment.context());
        Fit.checkPositions(experiment, config, paths.model());
        Tokenizer tokenizer = Tokenizer.open(Path.of(paths.model()), config);
        Grader grader =
                new Grader(experiment.reward(), tokenizer, experiment.method().outcome());
        ChatTemplate chat = experiment.conversation() == null ? null : ChatTemplate.open(Path.of(paths.model()));
        Fit.checkTraces(experiment, paths.traces() != null);
        TrainingData data = TrainingData.of(request, tokenizer, chat, grader, stop, events);
        Fit.checkKept(experiment, data.counts(), paths.problems());
        PromptFile heldOut = new PromptFile(experiment, tokenizer, chat, data.system());

        events.accept(new Event.Reached(Stage.LOADING));
        Engine.start(experiment.budget().threads(), experiment.budget().deviceOrAuto());
        Weights weights = initialWeights(experiment, folder, config);
        Decoder decoder = new Decoder(
                config,
                new Arithmetic(
                        experiment.precisionOrDefault(), experiment.budget().recomputes(config.parameterCount())),
                tokenizer.suppressedTokens());
        Optional<RemoteSampler> server = Optional.ofNullable(request.server())
                .map(access -> RemoteSampler.open(
                        request,
                        config,
                        tokenizer,
                        grader,
                        new PolicyScores(experiment, decoder, stop, events),
                        key,
                        stop,
                        events));
        ResponseSource rollouts = server.isPresent()
                ? server.get()
                : new Sampler(
                        decoder,
                        grader,
                        experiment.rollout(),
                        experiment.budget().cacheBytes(),
                        experiment.rollout().temperature(),
                        RandomStream.of(experiment.seed(), Purpose.ROLLOUT),
                        stop);
        var optimizer = experiment.optimizer();
        return new Setting(
                config,
                tokenizer,
                decoder,
                weights,
                experiment.method().needsReference() ? Optional.of(weights.frozenCopy()) : Optional.empty(),
                AuxiliaryModel.of(experiment.method(), weights),
                new AdamW(weights, optimizer.beta1(), optimizer.beta2(), optimizer.epsilon(), optimizer.weightDecay()),
                data,
                new GroupSampler(
                        experiment.method(),
                        rollouts,
                        grader,
                        RandomStream.of(experiment.seed(), Purpose.PREFIX_RATIO)),
                validator(experiment, paths, heldOut, grader, decoder, stop),
                server,
                Stream.of(warning(experiment, paths, data.counts()), server.flatMap(RemoteSampler::warning))
                        .flatMap(Optional::stream)
                        .reduce((first, second) -> first + "; " + second),
                events);
    }

    /** Tells what the run is at from here on. */
    void reached(Stage stage) {
        events.accept(new Event.Reached(stage));
    }

    /** What is trained on, each prompt read when it is asked for. */
    List<Prompt> prompts() {
        return data.prompts();
    }

    long parameterCount() {
        return config.parameterCount();
    }

    @Override
    public void close() {
        server.ifPresent(RemoteSampler::close);
        optimizer.close();
        auxiliary.ifPresent(AuxiliaryModel::close);
        reference.ifPresent(Weights::close);
        weights.close();
        decoder.close();
        data.close();
        tokenizer.close();
    }

    private static void refuseChangedInputs(Experiment experiment, Inputs declared, RunPaths paths) throws IOException {
        Inputs found = new Inputs(
                InputDigest.ofModel(Path.of(paths.model())),
                InputDigest.ofFile(Path.of(paths.problems())),
                paths.traces() == null ? null : InputDigest.ofFile(Path.of(paths.traces())),
                paths.validation() == null ? null : InputDigest.ofFile(Path.of(paths.validation())),
                experiment.conversation() == null ? null : InputDigest.ofChatTemplate(Path.of(paths.model())));
        if (!found.equals(declared)) {
            throw new InvalidInputException("an input changed between planning and training: digests were " + declared
                    + " and are " + found + ". Run again when nothing writes to the inputs");
        }
    }

    private static Optional<String> warning(Experiment experiment, RunPaths paths, DataCounts counts) {
        Long rejected = counts.rejectedTraces();
        if (rejected == null || rejected == 0) return Optional.empty();
        String effect = experiment.method().offPolicy() instanceof OffPolicyTerm.NegativeLogLikelihood
                ? "; they are imitated all the same. Correct them, or leave them out by <data><filter><wrongTraces>DROP"
                : "; they are scored 0 and pushed down. Correct them, leave them out by <data><filter><wrongTraces>DROP,"
                        + " or set <method><teacherReward> to CONSTANT";
        return Optional.of(rejected + " traces in " + (paths.traces() == null ? paths.problems() : paths.traces())
                + " have no answer that the verifier accepts" + effect);
    }

    private static Weights initialWeights(Experiment experiment, ModelFolder folder, ModelConfig config) {
        if (experiment.initialWeights() == Experiment.InitialWeights.RANDOM) {
            long seed =
                    RandomStream.of(experiment.seed(), Purpose.INITIAL_WEIGHTS).bits(0);
            return Weights.random(config, seed);
        }
        return Weights.of(config, folder.tensors(), true);
    }

    private static Optional<Validator> validator(
            Experiment experiment, RunPaths paths, PromptFile files, Grader grader, Decoder decoder, Stop stop) {
        if (experiment.validation() == null) return Optional.empty();
        Path file = Path.of(paths.validation());
        List<Prompt> prompts = files.problems(file);
        grader.selfTest(file, prompts);
        Sampler sampler = new Sampler(
                decoder,
                grader,
                experiment.rollout(),
                experiment.budget().cacheBytes(),
                experiment.validation().temperature(),
                RandomStream.of(experiment.seed(), Purpose.VALIDATION),
                stop);
        return Optional.of(
                new Validator(sampler, prompts, experiment.validation().samples()));
    }
}
