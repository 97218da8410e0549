package dev.luffy.runtime.remote;

import dev.luffy.runtime.endpoint.AnswerListener;
import dev.luffy.runtime.endpoint.TokenAnswer;
import dev.luffy.runtime.endpoint.TokenAsk;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.NonFiniteException;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.rollout.RandomStream.Purpose;
import dev.luffy.runtime.rollout.Response;
import dev.luffy.runtime.rollout.ResponseSource;
import dev.luffy.runtime.rollout.RewardFunction;
import dev.luffy.runtime.rollout.Stop;
import dev.luffy.runtime.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has a server sample the responses of a step. The policy's weights are saved, loaded by the server and asked for everything
 * that the step's journal does not have; teacher tokens that a response begins with are part of what the server is given.
 */
public final class RemoteSampler implements ResponseSource, AutoCloseable {

    private static final int VERSION_DIGITS = 16;

    private final Server server;
    private final ServerWeights published;
    private final ModelVocabulary vocabulary;
    private final Rollout rollout;
    private final RewardFunction rewards;
    private final RandomStream stream;
    private final Scorer scorer;
    private final Stop stop;
    private final Consumer<Event> events;
    private final Examination examination;
    private final Path journals;
    private final String fingerprint;
    private final String description;
    private RolloutHealth health = new RolloutHealth(null, 0, 0);

    private RemoteSampler(
            Request request,
            ModelConfig config,
            Tokenizer tokenizer,
            RewardFunction rewards,
            Scorer scorer,
            Server server,
            Stop stop,
            Consumer<Event> events) {
        this.server = server;
        String run = request.experiment().runName();
        this.published = new ServerWeights(
                Path.of(request.server().weights()).resolve(run),
                request.server().weightsOnServer() + "/" + run,
                Path.of(request.paths().model()),
                config);
        this.vocabulary = new ModelVocabulary(tokenizer, config);
        this.rollout = request.experiment().rollout();
        this.rewards = rewards;
        this.stream = RandomStream.of(request.experiment().seed(), Purpose.ROLLOUT);
        this.scorer = scorer;
        this.stop = stop;
        this.events = events;
        this.examination = new Examination(notice -> events.accept(new Event.Notice(notice)));
        this.journals = Path.of(request.paths().checkpoints());
        this.fingerprint =
                Fingerprint.of(request.experiment(), request.inputs()).resultSha256();
        this.description = server.check(rollout.maximumPromptTokens() + rollout.maximumResponseTokens());
    }

    /**
     * Opens the source of a run, and asks the server which model it has.
     *
     * @param request of a run whose rollouts come from a server
     * @param scorer asked where the declaration wants the server's log-probabilities compared
     * @param key of the server, or null for none
     * @throws dev.luffy.runtime.experiment.InvalidInputException if the server cannot be reached, or has another model
     */
    public static RemoteSampler open(
            Request request,
            ModelConfig config,
            Tokenizer tokenizer,
            RewardFunction rewards,
            Scorer scorer,
            String key,
            Stop stop,
            Consumer<Event> events) {
        Server server = new Server(
                request.server(), request.experiment().rollout().server().api(), key, stop);
        try {
            return new RemoteSampler(request, config, tokenizer, rewards, scorer, server, stop, events);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The server and its model, as one line. */
    public String description() {
        return description;
    }

    /** What the user should know about how the key travels. */
    public Optional<String> warning() {
        return server.warning();
    }

    /** Of the responses that were given last. */
    public RolloutHealth health() {
        return health;
    }

    /** Forgets responses of the steps up to one that no checkpoint goes back behind. */
    public void forgetThrough(long step) {
        RolloutJournal.removeThrough(journals, step);
    }

    @Override
    public List<List<Response>> sample(
            Weights weights, List<Prompt> prompts, int rows, long step, int firstSample, int[][][] prefixes) {
        stop.check();
        List<RemoteRow> all = rows(prompts, rows, step, firstSample, prefixes);
        try (RolloutJournal journal = RolloutJournal.open(journals, fingerprint, step)) {
            for (RemoteRow row : all)
                if (row.ask != null) row.answer = journal.find(row.ask).orElse(null);
            List<RemoteRow> missing = all.stream().filter(RemoteRow::isMissing).toList();
            if (!missing.isEmpty()) ask(weights, step, missing, all.size(), journal);
        }
        List<Scorer.Scores> scores = rollout.server().compareLogProbs()
                ? scorer.score(
                        weights,
                        all.stream().map(row -> row.prompt.tokens()).toList(),
                        all.stream().map(RemoteRow::tokens).toList())
                : List.of();
        health = examination.of(all, scores, step);
        List<List<Response>> result = new ArrayList<>(prompts.size());
        for (int p = 0; p < prompts.size(); p++) {
            List<Response> group = new ArrayList<>(rows);
            for (int i = p * rows; i < (p + 1) * rows; i++) {
                group.add(response(all.get(i), scores.isEmpty() ? null : scores.get(i)));
            }
            result.add(group);
        }
        return result;
    }

    @Override
    public void close() {
        server.close();
    }

    private List<RemoteRow> rows(List<Prompt> prompts, int rows, long step, int firstSample, int[][][] prefixes) {
        List<RemoteRow> result = new ArrayList<>(prompts.size() * rows);
        for (int p = 0; p < prompts.size(); p++) {
            Prompt prompt = prompts.get(p);
            RandomStream ofPrompt = stream.at(step).at(prompt.key());
            for (int i = 0; i < rows; i++) {
                int[] prefix = prefixes[p][i];
                int room = rollout.maximumResponseTokens() - prefix.length;
                boolean whole = room == 0 || ends(prefix);
                result.add(new RemoteRow(
                        prompt,
                        prefix,
                        whole ? null : ask(prompt, prefix, room, step, firstSample + i, ofPrompt.at(firstSample + i))));
            }
        }
        return result;
    }

    private TokenAsk ask(Prompt prompt, int[] prefix, int room, long step, int sample, RandomStream ofSample) {
        return new TokenAsk(
                prompt.problem().id(),
                step,
                sample,
                RemoteRow.joined(prompt.tokens(), prefix),
                room,
                rollout.temperature(),
                rollout.topP(),
                rollout.topK(),
                ofSample.bits(0) & Integer.MAX_VALUE,
                rollout.server().compareLogProbs(),
                version(step));
    }

    /** Names the policy that samples a step: whose it is, and after how many steps. */
    private String version(long step) {
        return fingerprint.substring(0, VERSION_DIGITS) + "-" + (step - 1);
    }

    private void ask(Weights weights, long step, List<RemoteRow> missing, int total, RolloutJournal journal) {
        Waiting waiting = new Waiting(events, System::nanoTime);
        String folder = published.save(weights, step - 1);
        server.load(
                folder, version(step), () -> waiting.say("waiting for the server to load the weights of step " + step));
        published.removeBefore(step - 1);
        int there = total - missing.size();
        Map<TokenAsk, RemoteRow> asked = new IdentityHashMap<>();
        for (RemoteRow row : missing) asked.put(row.ask, row);
        server.ask(vocabulary, missing.stream().map(row -> row.ask).toList(), new AnswerListener<TokenAnswer>() {
            @Override
            public void answered(TokenAnswer answer) {
                journal.add(answer);
                asked.get(answer.ask()).answer = answer;
            }

            @Override
            public void tick(long done, long inFlight, long retries) {
                waiting.say("waiting for the server: " + (there + done) + " of " + total + " responses of step " + step
                        + (retries == 0 ? "" : ", " + retries + " asked again"));
            }

            @Override
            public boolean stopRequested() {
                return false; // the server asks by itself
            }
        });
        waiting.over();
    }

    /** @param scores of the row, or null where nobody formed them: then its entropy is not known */
    private Response response(RemoteRow row, Scorer.Scores scores) {
        int[] tokens = row.tokens();
        boolean finished = row.answer == null ? ends(row.prefix) : row.answer.finished();
        double entropySum = scores == null && row.answer != null ? Double.NaN : 0;
        if (scores != null) {
            for (int t = row.prefix.length; t < tokens.length; t++) {
                if (Double.isNaN(scores.logProb()[t])) throw new NonFiniteException(scores.logProb()[t]);
                entropySum += scores.entropy()[t];
            }
        }
        double reward = rewards.reward(row.prompt.problem(), tokens, finished);
        return new Response(tokens, row.prefix.length, finished, reward, entropySum);
    }

    private boolean ends(int[] tokens) {
        return tokens.length > 0 && vocabulary.ends().contains(tokens[tokens.length - 1]);
    }
}
