package dev.luffy.maven.input;

import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.ShownAddress;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches a pinned file. What arrives is digested on the way and refused if it is another.
 *
 * @param stall longest time without a byte
 */
record Download(String element, BenchmarkSource.Download source, boolean offline, Duration stall) {

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration STALL = Duration.ofSeconds(60);

    Download(String element, BenchmarkSource.Download source, boolean offline) {
        this(element, source, offline, STALL);
    }

    void writeTo(Path file) throws IOException {
        URI url = source.url();
        String found;
        if ("file".equalsIgnoreCase(url.getScheme())) {
            Path local = Path.of(url);
            if (!Files.isRegularFile(local)) throw complaint("there is no such file");
            try (DigestInputStream in = new DigestInputStream(Files.newInputStream(local), InputDigest.sha256());
                    OutputStream out = Files.newOutputStream(file)) {
                in.transferTo(out);
                found = HexFormat.of().formatHex(in.getMessageDigest().digest());
            }
        } else {
            if (offline) {
                throw complaint("it has not been downloaded yet and Maven is offline (-o): run once without -o, or"
                        + " download it yourself and name it with <file>");
            }
            found = fetch(url, file);
        }
        Pin.check(element, source.sha256(), shown(), found);
    }

    private String fetch(URI url, Path file) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        MessageDigest digest = InputDigest.sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            Arriving arriving = new Arriving(out);
            CompletableFuture<HttpResponse<Void>> exchange =
                    client.sendAsync(HttpRequest.newBuilder(url).build(), arriving);
            HttpResponse<Void> response = finished(exchange, arriving);
            if (response.statusCode() != 200) {
                throw complaint("the server answered " + response.statusCode() + ": correct the address");
            }
            arriving.rethrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaint("the download was interrupted");
        } catch (ExecutionException e) {
            throw unreachable(ShownAddress.of(String.valueOf(e.getCause())));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    // The client's own limit ends with the headers; a body may stall for ever.
    private HttpResponse<Void> finished(CompletableFuture<HttpResponse<Void>> exchange, Arriving arriving)
            throws InterruptedException, ExecutionException {
        try {
            while (true) {
                long before = arriving.bytes();
                try {
                    return exchange.get(stall.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (arriving.bytes() == before) throw unreachable("no byte came for " + stall.toSeconds() + " s");
                }
            }
        } finally {
            exchange.cancel(true);
        }
    }

    /** Writes a body as it comes. Only an answer that is one is written. */
    private static final class Arriving implements HttpResponse.BodyHandler<Void> {

        private final OutputStream out;
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicReference<IOException> failure = new AtomicReference<>();

        Arriving(OutputStream out) {
            this.out = out;
        }

        @Override
        public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo response) {
            return response.statusCode() == 200
                    ? HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(this::write))
                    : HttpResponse.BodySubscribers.replacing(null);
        }

        private void write(byte[] part) {
            bytes.addAndGet(part.length);
            try {
                if (failure.get() == null) out.write(part);
            } catch (IOException e) {
                failure.set(e);
            }
        }

        long bytes() {
            return bytes.get();
        }

        void rethrow() throws IOException {
            if (failure.get() != null) throw failure.get();
        }
    }

    private UserErrorException unreachable(String why) {
        return complaint("it cannot be downloaded (" + why + "): check the address and the network, or download it"
                + " yourself and name it with <file>");
    }

    private UserErrorException complaint(String what) {
        return new UserErrorException(element + "<url> is " + shown() + ", but " + what);
    }

    private String shown() {
        return ShownAddress.of(source.url().toString());
    }
}
