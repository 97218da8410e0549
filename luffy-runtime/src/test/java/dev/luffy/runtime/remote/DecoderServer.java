package dev.luffy.runtime.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.runtime.endpoint.Stub;
import dev.luffy.runtime.endpoint.Stub.Reply;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.ServerAccess;
import dev.luffy.runtime.model.ModelFolder;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.RandomStream;
import dev.luffy.runtime.rollout.RandomStream.Purpose;
import dev.luffy.runtime.tensor.Completion;
import dev.luffy.runtime.tensor.Decoder;
import dev.luffy.runtime.tensor.Engine;
import dev.luffy.runtime.tensor.Generation;
import dev.luffy.runtime.tensor.SamplingWeights;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A server in this process that speaks as SGLang does and samples with the project's own decoder: it reads weights from the disk
 * when it is told to, and knows from a request's seed which random numbers the trainer's own sampler would have used. So training
 * with it must end where training without it ends.
 */
public final class DecoderServer implements AutoCloseable {

    public static final String MODEL = "stub-model";

    private static final int STEPS = 40;
    private static final int SAMPLES = 16;

    /** What a question is about. */
    private record Place(long step, Prompt prompt, int sample) {}

    private final Experiment experiment;
    private final Tokenizer tokenizer;
    private final Decoder decoder;
    private final Stub stub;
    private final Map<Long, Place> bySeed = new HashMap<>();
    private final Map<Long, Integer> answered = new HashMap<>(); // how often, by seed
    private final List<String> loaded = new ArrayList<>(); // digests of weights, in order
    private final List<String> versions = new ArrayList<>();
    private final Map<Place, Sampled> decoded = new HashMap<>(); // by the present weights
    private Weights weights;
    private String version = "default";

    /** Says something else instead, or null for what a server says. */
    private volatile Function<Stub.Request, Reply> trouble = request -> null;

    private volatile boolean forgetful; // samples with other numbers when asked again
    private volatile boolean textOnly;
    private volatile boolean deaf; // claims to load weights
    private volatile boolean silent; // about versions

    /** @param problems of the training, which the declaration's template is filled with */
    public DecoderServer(Experiment experiment, Path model, Path problems) throws IOException {
        this.experiment = experiment;
        Engine.start(experiment.budget().threads());
        var config = ModelFolder.open(model).config();
        this.tokenizer = Tokenizer.open(model, config);
        this.decoder = new Decoder(config, tokenizer.suppressedTokens());
        RandomStream stream = RandomStream.of(experiment.seed(), Purpose.ROLLOUT);
        for (var problem : JsonLines.readProblems(problems)) {
            Prompt prompt = Prompt.of(problem, tokenizer.encode(problem.prompt()), List.of());
            for (long step = 1; step <= STEPS; step++) {
                for (int sample = 0; sample < SAMPLES; sample++) {
                    long seed = stream.at(step).at(prompt.key()).at(sample).bits(0) & Integer.MAX_VALUE;
                    Place before = bySeed.put(seed, new Place(step, prompt, sample));
                    if (before != null) throw new IllegalStateException("two questions have the seed " + seed);
                }
            }
        }
        this.stub = new Stub(request -> {
            try {
                Reply instead = trouble.apply(request);
                return instead == null ? answer(request) : instead;
            } catch (RuntimeException e) {
                return Reply.of(500, e.toString());
            }
        });
    }

    public DecoderServer trouble(Function<Stub.Request, Reply> now) {
        trouble = now;
        return this;
    }

    public DecoderServer forgetful() {
        forgetful = true;
        return this;
    }

    public DecoderServer textOnly() {
        textOnly = true;
        return this;
    }

    public DecoderServer deaf() {
        deaf = true;
        return this;
    }

    public DecoderServer silent() {
        silent = true;
        return this;
    }

    /** How this server is declared; the folder of weights is made below {@code folder}. */
    public ServerAccess access(Path folder) {
        String url = stub.base().toString().replaceFirst("/v1$", "");
        String weights = folder.resolve("weights").toString();
        return new ServerAccess(url, MODEL, weights, weights, 4, 20_000, 2, 1, false);
    }

    /** Digests of the weights that were loaded, in order. */
    public synchronized List<String> loaded() {
        return List.copyOf(loaded);
    }

    public synchronized List<String> versions() {
        return List.copyOf(versions);
    }

    /** The most often that one question was answered. */
    public synchronized int mostAnswers() {
        return answered.values().stream().max(Integer::compare).orElse(0);
    }

    /** Answers that were given to questions of a step. */
    public synchronized int answers(long step) {
        return answered.entrySet().stream()
                .filter(each -> bySeed.get(each.getKey()).step() == step)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public Stub stub() {
        return stub;
    }

    /** Which step a question belongs to, 0 for none. */
    public long step(Stub.Request request) {
        Place place = bySeed.get(seed(request));
        return place == null ? 0 : place.step();
    }

    @Override
    public void close() {
        stub.close();
        synchronized (this) {
            if (weights != null) weights.close();
            decoder.close();
            tokenizer.close();
        }
    }

    /** What the server says to a question, its troubles apart. */
    public Reply answer(Stub.Request request) {
        return switch (request.path()) {
            case "/v1/models" -> Reply.of(200, "{\"data\":[{\"id\":\"" + MODEL + "\",\"max_model_len\":512}]}");
            case "/update_weights_from_disk" -> load(request.body());
            case "/generate" -> generate(request);
            case "/v1/completions" -> complete(request);
            default -> Reply.of(404, "{}");
        };
    }

    private synchronized Reply load(JsonNode body) {
        Path folder = Path.of(body.path("model_path").asText());
        try {
            if (!deaf || weights == null) {
                ModelFolder opened = ModelFolder.open(folder);
                Weights fresh = Weights.of(opened.config(), opened.tensors(), false);
                if (weights != null) weights.close();
                weights = fresh;
                decoded.clear();
            }
            loaded.add(InputDigest.ofWeights(folder));
        } catch (IOException | RuntimeException e) {
            return Reply.of(
                    400,
                    Stub.JSON
                            .createObjectNode()
                            .put("success", false)
                            .put("message", "" + e.getMessage())
                            .toString());
        }
        version = body.path("weight_version").asText();
        versions.add(version);
        return Reply.of(200, "{\"success\":true,\"message\":\"Succeeded to update model weights.\"}");
    }

    private record Sampled(int[] tokens, boolean finished, float[] logProbs) {}

    private Reply generate(Stub.Request request) {
        Sampled sampled = sample(request, request.body().path("input_ids"), "max_new_tokens");
        ObjectNode root = Stub.JSON.createObjectNode().put("text", tokenizer.decode(sampled.tokens()));
        ArrayNode ids = root.putArray("output_ids");
        ObjectNode info = root.putObject("meta_info").put("completion_tokens", sampled.tokens().length);
        ObjectNode finish = info.putObject("finish_reason").put("type", sampled.finished() ? "stop" : "length");
        if (sampled.finished()) finish.put("matched", sampled.tokens()[sampled.tokens().length - 1]);
        if (!silent) info.put("weight_version", version);
        for (int id : sampled.tokens()) ids.add(id);
        if (request.body().path("return_logprob").asBoolean()) {
            ArrayNode scored = info.putArray("output_token_logprobs");
            for (int t = 0; t < sampled.tokens().length; t++) {
                scored.addArray()
                        .add(sampled.logProbs()[t])
                        .add(sampled.tokens()[t])
                        .addNull();
            }
        }
        return Reply.of(200, root.toString());
    }

    private Reply complete(Stub.Request request) {
        Sampled sampled = sample(request, request.body().path("prompt"), "max_tokens");
        ObjectNode root = Stub.JSON.createObjectNode();
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        int[] shown =
                sampled.finished() ? Arrays.copyOf(sampled.tokens(), sampled.tokens().length - 1) : sampled.tokens();
        choice.put("text", tokenizer.decodeWithSpecials(shown))
                .put("finish_reason", sampled.finished() ? "stop" : "length");
        ObjectNode logProbs = choice.putObject("logprobs");
        ArrayNode tokens = logProbs.putArray("tokens");
        ArrayNode values = logProbs.putArray("token_logprobs");
        for (int t = 0; t < sampled.tokens().length; t++) {
            tokens.add(tokenizer.decodeWithSpecials(new int[] {sampled.tokens()[t]}));
            values.add(sampled.logProbs()[t]);
        }
        if (!textOnly) {
            ArrayNode ids = choice.putArray("token_ids");
            for (int id : sampled.tokens()) ids.add(id);
        }
        root.putObject("usage").put("completion_tokens", sampled.tokens().length);
        if (!silent) root.putObject("metadata").put("weight_version", version);
        return Reply.of(200, root.toString());
    }

    private static long seed(Stub.Request request) {
        JsonNode body = request.body();
        return body.has("seed")
                ? body.path("seed").asLong(-1)
                : body.path("sampling_params").path("sampling_seed").asLong(-1);
    }

    private synchronized Sampled sample(Stub.Request request, JsonNode given, String limit) {
        Place place = bySeed.get(seed(request));
        int asked = request.body().findValue(limit).asInt();
        int[] prompt = place.prompt().tokens(); // [prompt]
        int[] prefix = new int[given.size() - prompt.length]; // [prefix]
        for (int t = 0; t < prefix.length; t++)
            prefix[t] = given.get(prompt.length + t).asInt();
        if (prefix.length + asked != experiment.rollout().maximumResponseTokens()) {
            throw new IllegalStateException("another limit");
        }
        int again = answered.merge(seed(request), 1, Integer::sum) - 1;
        boolean partial = experiment.method().prefix().minimum() < 1;
        if (partial || forgetful && again > 0) {
            return decode(place, new int[][] {prefix}, place.sample(), again).get(0);
        }
        if (!decoded.containsKey(place)) {
            // The whole group, which costs no more.
            int rows = experiment.method().onPolicyRollouts();
            int first = experiment.method().offPolicyRollouts();
            List<Sampled> group = decode(place, new int[rows][0], first, 0);
            for (int i = 0; i < rows; i++) {
                decoded.put(new Place(place.step(), place.prompt(), first + i), group.get(i));
            }
        }
        return decoded.get(place);
    }

    /** As the trainer's own sampler does it: the same numbers, teacher tokens forced. */
    private List<Sampled> decode(Place place, int[][] prefixes, int firstSample, int again) {
        var limits = experiment.rollout();
        RandomStream ofPrompt = RandomStream.of(experiment.seed(), Purpose.ROLLOUT)
                .at(place.step())
                .at(place.prompt().key());
        int rows = experiment.method().onPolicyRollouts()
                + (experiment.method().prefix().minimum() == 1
                        ? 0
                        : experiment.method().offPolicyRollouts());
        Generation asked = new Generation(
                new int[][] {place.prompt().tokens()},
                new int[prefixes.length],
                rows,
                limits.batchRows(),
                experiment.budget().cacheBytes(),
                limits.maximumResponseTokens(),
                limits.temperature(),
                limits.topP(),
                limits.topK(),
                (row, position) ->
                        (ofPrompt.at(firstSample + (long) row).uniform(position) + (forgetful ? 0.37 * again : 0)) % 1,
                prefixes);
        Completion[] generated = new Completion[prefixes.length]; // [rows]
        try (SamplingWeights sampled = decoder.samplingWeights(weights)) {
            decoder.generate(sampled, asked, () -> {}, done -> generated[done.row()] = done);
        }
        List<Sampled> result = new ArrayList<>();
        for (int i = 0; i < prefixes.length; i++) {
            int[] tokens = generated[i].tokens(); // [response]
            int from = prefixes[i].length;
            result.add(new Sampled(
                    Arrays.copyOfRange(tokens, from, tokens.length),
                    generated[i].finished(),
                    Arrays.copyOfRange(generated[i].logProb(), from, tokens.length)));
        }
        return result;
    }
}
