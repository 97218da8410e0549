package dev.luffy.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkFilesTest {

    private static final byte[] CONTENT = "{\"problem\":\"1+1\",\"answer\":\"2\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final String OTHER = "0".repeat(64);

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Path file;
    private String digest;
    private boolean offline;

    @BeforeEach
    void prepare() throws IOException {
        file = Files.write(folder.resolve("problems.jsonl"), CONTENT);
        digest = InputDigest.ofFile(file);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/problems.jsonl", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Path resolve(BenchmarkSource source) throws IOException {
        Definition definition = new Definition(
                "b", 1, Layout.detected(), "{problem}", null, Policy.named("math"), List.of("pass@1"), 0);
        return new BenchmarkFiles(folder.resolve("builtin"), folder.resolve("cache"), this::artifact, offline)
                .file(new DeclaredBenchmark(definition, source));
    }

    private Path artifact(String coordinates) {
        if (coordinates.startsWith("none")) throw new UserErrorException("it cannot be resolved: nobody has it");
        return folder.resolve(coordinates.substring(coordinates.lastIndexOf(':') + 1));
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private List<Path> cached() throws IOException {
        if (!Files.exists(folder.resolve("cache"))) return List.of();
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path zip(String name, String... entries) throws IOException {
        Path archive = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(CONTENT);
                out.closeEntry();
            }
        }
        return archive;
    }

    @Test
    void aFileIsReadWhereItIs() throws IOException {
        assertThat(resolve(new BenchmarkSource.LocalFile(file, null))).isEqualTo(file);
        assertThat(resolve(new BenchmarkSource.LocalFile(file, digest))).isEqualTo(file);
    }

    @Test
    void anotherDigestIsRefusedWithBothAndTheFix() {
        assertThatThrownBy(() -> resolve(new BenchmarkSource.LocalFile(file, OTHER)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<benchmark id=b><sha256> is " + OTHER + ", but " + file + " has " + digest
                        + ": these are other problems than the pinned ones. If they are meant, write the digest found"
                        + " and raise <version>");
    }

    @Test
    void aDownloadIsKeptUnderItsDigestAndNotRepeated() throws IOException {
        Path first = resolve(new BenchmarkSource.Download(url("/problems.jsonl"), digest));
        assertThat(first)
                .isEqualTo(folder.resolve("cache/" + digest + "/problems.jsonl"))
                .hasBinaryContent(CONTENT);
        offline = true;
        assertThat(resolve(new BenchmarkSource.Download(url("/problems.jsonl"), digest)))
                .isEqualTo(first);
        assertThat(requests).hasValue(1);
        assertThat(cached()).containsExactly(first);
    }

    @Test
    void aDamagedDownloadIsFetchedAgain() throws IOException {
        Path first = resolve(new BenchmarkSource.Download(url("/problems.jsonl"), digest));
        Files.writeString(first, "half");
        assertThat(resolve(new BenchmarkSource.Download(url("/problems.jsonl"), digest)))
                .hasBinaryContent(CONTENT);
        assertThat(requests).hasValue(2);
    }

    @Test
    void aDownloadOfSomethingElseLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Download(url("/problems.jsonl"), OTHER)))
                .hasMessageContaining("<benchmark id=b><sha256> is " + OTHER)
                .hasMessageContaining("has " + digest);
        assertThat(cached()).isEmpty();
    }

    @Test
    void offlineNothingIsDownloaded() {
        offline = true;
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Download(url("/problems.jsonl"), digest)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("<benchmark id=b><url> is http://localhost")
                .hasMessageContaining("Maven is offline (-o)");
        assertThat(requests).hasValue(0);
    }

    @Test
    void aFileAddressNeedsNoNetwork() throws IOException {
        offline = true;
        assertThat(resolve(new BenchmarkSource.Download(file.toUri(), digest))).hasBinaryContent(CONTENT);
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Download(
                        folder.resolve("none.jsonl").toUri(), OTHER)))
                .hasMessageContaining("but there is no such file");
    }

    @Test
    void whatTheServerSaysIsTold() {
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Download(url("/none.jsonl"), digest)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("the server answered 404");
        server.stop(0);
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Download(url("/problems.jsonl"), digest)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("it cannot be downloaded");
    }

    @Test
    void aDownloadThatStallsIsGivenUpAndItsAddressShownWithoutSecrets() {
        CountDownLatch end = new CountDownLatch(1);
        server.createContext("/stalls.jsonl", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 3);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        URI url = url("/stalls.jsonl?token=sesame#frag");
        Download download = new Download(
                "<benchmark id=b>", new BenchmarkSource.Download(url, digest), false, Duration.ofMillis(300));
        try {
            assertThatThrownBy(() -> download.writeTo(folder.resolve("x")))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining("/stalls.jsonl?…, but it cannot be downloaded (no byte came for")
                    .hasMessageNotContainingAny("sesame", "frag");
        } finally {
            end.countDown();
        }
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Download(url("/problems.jsonl?token=sesame"), OTHER)))
                .hasMessageContaining("has " + digest)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void anArtifactMayBeTheFileItself() throws IOException {
        assertThat(resolve(new BenchmarkSource.Artifact("g:a:problems.jsonl", null, digest)))
                .isEqualTo(file);
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Artifact("g:a:problems.jsonl", null, OTHER)))
                .hasMessageContaining("but g:a:problems.jsonl has " + digest);
    }

    @Test
    void ofAnArchiveOneEntryIsReadAndItsNameLeadsNowhere() throws IOException {
        zip("data.zip", "a/problems.json", "../../evil.json");
        assertThat(resolve(new BenchmarkSource.Artifact("g:a:data.zip", "a/problems.json", digest)))
                .isEqualTo(folder.resolve("cache/" + digest + "/problems.json"))
                .hasBinaryContent(CONTENT);
        assertThat(resolve(new BenchmarkSource.Artifact("g:a:data.zip", "../../evil.json", null)))
                .isEqualTo(folder.resolve("cache/" + digest + "/evil.json"));
        assertThat(folder.resolve("evil.json")).doesNotExist();
    }

    @Test
    void aMissingEntryIsToldWithWhatThereIs() throws IOException {
        zip("data.zip", "a/problems.json");
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Artifact("g:a:data.zip", "b.json", null)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("<entry> is b.json, but")
                .hasMessageContaining("[a/problems.json]");
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Artifact("g:a:problems.jsonl", "b.json", null)))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("is no archive");
    }

    @Test
    void anArtifactThatNobodyHasIsTheUsers() {
        assertThatThrownBy(() -> resolve(new BenchmarkSource.Artifact("none:a:1", null, null)))
                .isInstanceOf(UserErrorException.class)
                .hasMessage("<benchmark id=b><artifact> is none:a:1, but it cannot be resolved: nobody has it");
    }
}
