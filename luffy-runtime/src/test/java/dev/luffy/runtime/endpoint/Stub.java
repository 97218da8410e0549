package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server in this process that says what the test wants, and remembers what it was asked. */
public final class Stub implements AutoCloseable {

    public static final JsonMapper JSON = new JsonMapper();

    static {
        // Without it every answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** The client has closed a connection in the middle of a body. */
    final CountDownLatch hungUp = new CountDownLatch(1);

    private final List<Request> received = new ArrayList<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** @param attempt 1 for the first time that this prompt came */
    public record Request(String path, JsonNode body, String authorization, int attempt, long nanos) {

        public String prompt() {
            JsonNode messages = body.path("messages");
            if (body.has("input_ids")) return body.path("input_ids").toString();
            if (body.path("prompt").isArray()) return body.path("prompt").toString();
            return messages.isArray()
                    ? messages.path(messages.size() - 1).path("content").asText()
                    : body.path("prompt").asText();
        }
    }

    /**
     * @param missing bytes promised and not sent
     * @param drips whether to send the missing bytes too slowly to be waited for
     */
    public record Reply(int status, Map<String, String> headers, byte[] body, int missing, boolean drips) {

        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), 0, false);
        }

        static Reply ofBytes(byte[] body) {
            return new Reply(200, Map.of(), body, 0, false);
        }

        Reply with(String header, String value) {
            return new Reply(status, Map.of(header, value), body, missing, drips);
        }

        public Reply cutShort() {
            return new Reply(status, headers, body, 10, false);
        }

        Reply dripping() {
            return new Reply(status, headers, body, 1 << 20, true);
        }
    }

    public Stub(Function<Request, Reply> script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    /** A chat answer with this text. */
    public static Reply chat(String text) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        root.putObject("usage").put("completion_tokens", 7);
        return Reply.of(200, root.toString());
    }

    /** Answers every prompt with itself and the request's seed. */
    public static Reply echo(Request request) {
        return chat(request.prompt() + "/" + request.body().path("seed").asLong());
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    public synchronized List<Request> received() {
        return List.copyOf(received);
    }

    public List<String> prompts() {
        return received().stream().map(Request::prompt).toList();
    }

    int mostAtOnce() {
        return most.get();
    }

    /** Blocks a script until the latch is open or the stub closes. */
    public void await(CountDownLatch latch) {
        try {
            while (latch.getCount() > 0 && !closing.await(2, TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Function<Request, Reply> script) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        boolean counted = true;
        try (exchange) {
            Request request = read(exchange);
            Reply reply = script.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            // Before the last byte: from then on the client may send its next one.
            now.decrementAndGet();
            counted = false;
            exchange.sendResponseHeaders(
                    reply.status(), reply.body().length == 0 ? -1 : reply.body().length + reply.missing());
            exchange.getResponseBody().write(reply.body());
            if (reply.drips()) drip(exchange.getResponseBody());
        } finally {
            if (counted) now.decrementAndGet();
        }
    }

    private void drip(OutputStream body) throws IOException {
        try {
            while (closing.getCount() > 0) {
                body.write(' ');
                body.flush();
                closing.await(2, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            hungUp.countDown();
            throw e;
        }
    }

    private Request read(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        Request draft = new Request(
                exchange.getRequestURI().getPath(),
                body,
                exchange.getRequestHeaders().getFirst("Authorization"),
                0,
                System.nanoTime());
        int attempt = attempts.merge(draft.prompt(), 1, Integer::sum);
        Request request = new Request(draft.path(), body, draft.authorization(), attempt, draft.nanos());
        synchronized (this) {
            received.add(request);
        }
        return request;
    }
}
