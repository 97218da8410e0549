package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.benchmarks.suite.Sample;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Puts questions to an OpenAI-compatible server: a bounded number at a time, each until it is answered.
 *
 * <p>Texts are asked for by {@link Endpoint.Api#CHAT} and {@link Endpoint.Api#COMPLETIONS}, tokens by the other two.
 *
 * <p>Repeated are what a busy, starting or stumbling server says (HTTP 408, 409, 425, 429, 5xx), lost connections,
 * time-outs, and responses that are cut off, no JSON, not UTF-8 or without content. A question that the server declines (HTTP
 * 400, 413, 422, 451), or that uses its attempts up, stays unanswered; the others are asked, and an {@link EndpointException} in
 * the end names it. All else is final: no further question is pulled, requests at the server are waited for and handed over,
 * then the exception is thrown.
 *
 * @since 0.1
 */
public final class EndpointClient implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LISTED = 5;

    private final Endpoint endpoint;
    private final Secret secret;
    private final Duration grace;
    private final HttpClient http;
    private volatile boolean closed;

    /**
     * @param apiKey sent as a bearer token, null for none
     * @throws IllegalArgumentException if the key cannot be one; the message does not show it
     */
    public EndpointClient(Endpoint endpoint, String apiKey) {
        this(endpoint, apiKey, GRACE);
    }

    /**
     * The same with another patience when asked to stop.
     *
     * @param grace how long requests may go on after a stop
     */
    public EndpointClient(Endpoint endpoint, String apiKey, Duration grace) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.secret = new Secret(apiKey);
        this.grace = grace;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // Python servers stumble over the offer to upgrade
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(shorter(CONNECT, endpoint.timeout()))
                .build();
    }

    /**
     * Asks all and returns when all are answered, or when the listener wanted to stop.
     *
     * @param asks pulled one by one, when there is room for another request
     * @throws EndpointException if a question will not get its answer; all that were answered have been handed over
     * @throws InterruptedException if interrupted; what was at the server then has had a few seconds to arrive
     */
    public void answer(Iterator<Ask> asks, AnswerListener<Sample> listener) throws InterruptedException {
        require(!endpoint.api().tokens(), "texts");
        ask(new Dialect(endpoint), asks, listener);
    }

    /**
     * Has prompts continued, token by token, as {@link #answer} has questions answered.
     *
     * @param vocabulary what the answers are held against
     * @throws EndpointException if a prompt will not be continued; all that were have been handed over
     * @throws InterruptedException if interrupted
     */
    public void continueTokens(
            TokenVocabulary vocabulary, Iterator<TokenAsk> asks, AnswerListener<TokenAnswer> listener)
            throws InterruptedException {
        require(endpoint.api().tokens(), "tokens");
        Protocol<TokenAsk, TokenAnswer> protocol = endpoint.api() == Endpoint.Api.GENERATE
                ? new Generate(endpoint, vocabulary)
                : new TokenCompletions(endpoint, vocabulary);
        ask(protocol, asks, listener);
    }

    /**
     * Tells the server to load weights from a folder.
     *
     * @param folder as the server sees it
     * @param version what answers from these weights shall be labelled with
     * @param stop asked several times a second whether to leave it
     * @return what the server said; empty if stopped
     * @throws EndpointException if it gave no answer
     * @throws InterruptedException if interrupted
     */
    public Optional<WeightUpdate.Done> load(String folder, String version, BooleanSupplier stop)
            throws InterruptedException {
        require(endpoint.api().tokens(), "weights");
        return one(new WeightUpdate(endpoint), new WeightUpdate.Order(folder, version), stop);
    }

    /**
     * The models that the server lists.
     *
     * @param stop asked several times a second whether to leave it
     * @return them; empty if stopped
     * @throws EndpointException if it gave no answer
     * @throws InterruptedException if interrupted
     */
    public Optional<List<ServedModel>> models(BooleanSupplier stop) throws InterruptedException {
        return one(new ModelList(endpoint), new ModelList.Look(endpoint.models()), stop);
    }

    private void require(boolean holds, String what) {
        if (!holds) throw new IllegalStateException("an endpoint of " + endpoint.api() + " knows no " + what);
    }

    private <Q extends Question, A> Optional<A> one(Protocol<Q, A> protocol, Q question, BooleanSupplier stop)
            throws InterruptedException {
        List<A> answers = new ArrayList<>();
        ask(protocol, List.of(question).iterator(), new AnswerListener<A>() {
            @Override
            public void answered(A answer) {
                answers.add(answer);
            }

            @Override
            public void tick(long done, long inFlight, long retries) {}

            @Override
            public boolean stopRequested() {
                return stop.getAsBoolean();
            }
        });
        return answers.stream().findFirst();
    }

    private <Q extends Question, A> void ask(Protocol<Q, A> protocol, Iterator<Q> questions, AnswerListener<A> listener)
            throws InterruptedException {
        if (closed) throw new IllegalStateException("closed");
        Triage<Q, A> triage = new Triage<>(endpoint, secret, protocol);
        new Dispatch<>(
                        endpoint,
                        question -> send(protocol.request(question)),
                        triage,
                        grace,
                        () -> closed,
                        questions,
                        listener)
                .run();
    }

    /** What the server says it serves, as one line for a log. Does not fail: a server need not list its models. */
    public String describe() {
        HttpRequest request =
                secret.sign(HttpRequest.newBuilder(endpoint.models())).GET().build();
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, body());
        try {
            HttpResponse<byte[]> response =
                    exchange.get(shorter(CONNECT, endpoint.timeout()).toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) return silent("HTTP " + response.statusCode());
            return serves(Body.tree(response.body()));
        } catch (Protocol.MalformedException e) {
            return silent(e.getMessage());
        } catch (ExecutionException e) {
            return silent(e.getCause().getClass().getSimpleName());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return silent("no answer in time");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return silent("interrupted");
        }
    }

    /** What to tell the user about how the key travels, if it travels unprotected. */
    public Optional<String> warning() {
        if (!secret.present() || endpoint.local() || endpoint.base().getScheme().equals("https")) {
            return Optional.empty();
        }
        return Optional.of(
                "the API key is sent unencrypted to " + endpoint.base().getHost() + "; use https");
    }

    /** Ends a running {@link #answer} of another thread at once; what is at the server then is lost. */
    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "EndpointClient[" + endpoint + ", " + secret + "]";
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
        return http.sendAsync(secret.sign(request).build(), body());
    }

    private static HttpResponse.BodyHandler<byte[]> body() {
        return information -> new LimitedBody(Body.LIMIT);
    }

    private String serves(JsonNode list) {
        List<String> names = new ArrayList<>();
        for (JsonNode each : list.path("data")) names.add(each.path("id").asText());
        if (names.isEmpty()) return silent("an empty list");
        String shown = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        String more = names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "";
        String missing = names.contains(endpoint.model()) ? "" : "; '" + endpoint.model() + "' is not among them";
        return endpoint.base() + " serves " + secret.shown(shown) + more + missing;
    }

    private String silent(String why) {
        return endpoint.base() + " does not list its models (" + why + ")";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
