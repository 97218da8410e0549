package dev.luffy.maven.input;

import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.HexFormat;

/** Fetches a pinned file. What arrives is digested on the way and refused if it is another. */
record Download(String element, BenchmarkSource.Download source, boolean offline) {

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    void writeTo(Path file) throws IOException {
        URI url = source.url();
        String found;
        if ("file".equalsIgnoreCase(url.getScheme())) {
            Path local = Path.of(url);
            if (!Files.isRegularFile(local)) throw complaint("there is no such file");
            try (InputStream in = Files.newInputStream(local)) {
                found = copy(in, file);
            }
        } else {
            if (offline) {
                throw complaint("it has not been downloaded yet and Maven is offline (-o): run once without -o, or"
                        + " download it yourself and name it with <file>");
            }
            found = fetch(url, file);
        }
        Pin.check(element, source.sha256(), url.toString(), found);
    }

    private String fetch(URI url, Path file) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(ANSWER).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw complaint("the server answered " + response.statusCode() + ": correct the address");
                }
                return copy(body, file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw complaint("the download was interrupted");
        } catch (IOException e) {
            throw complaint("it cannot be downloaded (" + e + "): check the address and the network, or download it"
                    + " yourself and name it with <file>");
        }
    }

    private static String copy(InputStream from, Path file) throws IOException {
        DigestInputStream bytes = new DigestInputStream(from, InputDigest.sha256());
        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    }

    private UserErrorException complaint(String what) {
        return new UserErrorException(element + "<url> is " + source.url() + ", but " + what);
    }
}
