package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.endpoint.Stub;
import dev.luffy.runtime.endpoint.Stub.Reply;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.RolloutServer.Api;
import dev.luffy.runtime.experiment.ServerAccess;
import dev.luffy.runtime.remote.DecoderServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that stumble, say what cannot be, or are not what was declared. */
@Timeout(120)
class RemoteTroubleTest {

    private static final String GENERATE = "/generate";
    private static final String LOAD = "/update_weights_from_disk";

    @TempDir
    static Path shared;

    private static String expected;

    @TempDir
    Path temporary;

    private RunFixture fixture;
    private DecoderServer server;
    private final Experiment experiment = Declarations.served(Declarations.luffy(), Api.GENERATE, true);

    @BeforeAll
    static void trainWithoutAServer() throws Exception {
        expected = new RunFixture(shared).run(Declarations.luffy());
    }

    @BeforeEach
    void makeAWorkplace() throws Exception {
        fixture = new RunFixture(temporary);
        server = new DecoderServer(experiment, fixture.model, fixture.problems);
    }

    @org.junit.jupiter.api.AfterEach
    void stopTheServer() {
        server.close();
    }

    private String run() throws IOException {
        return fixture.run(experiment, server, () -> {});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|oops",
                "503|{}",
                "429|{}",
                "200|{\"output_ids\":[1,2",
                "200|{}",
                "200|[]",
                "200|{\"output_ids\":[5,2],\"meta_info\":{\"finish_reason\":{\"type\":\"stop\"},\"completion_tokens\":9}}",
                "200|{\"output_ids\":[999,2],\"meta_info\":{\"finish_reason\":{\"type\":\"stop\"}}}",
                "200|{\"output_ids\":[5,6],\"meta_info\":{\"finish_reason\":{\"type\":\"stop\"}}}",
                "200|{\"output_ids\":[5,2],\"meta_info\":{\"finish_reason\":{\"type\":\"abort\"}}}",
                "cut|{\"output_ids\":[1,2]}",
            })
    void whatFailsOnceIsAskedAgainAndChangesNothing(String status, String body) throws Exception {
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        AtomicInteger stumbled = new AtomicInteger();
        server.trouble(request -> {
            boolean first = attempts.merge(request.path() + request.body(), 1, Integer::sum) == 1;
            if (!first || !request.path().equals(GENERATE) || attempts.size() % 3 != 0) return null;
            stumbled.incrementAndGet();
            return status.equals("cut") ? Reply.of(200, body).cutShort() : Reply.of(Integer.parseInt(status), body);
        });
        assertThat(run()).isEqualTo(expected);
        assertThat(stumbled).hasValueGreaterThan(20);
    }

    @Test
    void answersThatComeInAnotherOrderChangeNothing() throws Exception {
        AtomicInteger number = new AtomicInteger();
        server.trouble(request -> {
            if (request.path().equals(GENERATE)) pause(20 - 6 * (number.getAndIncrement() % 4));
            return null;
        });
        assertThat(run()).isEqualTo(expected);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatStartsLateIsWaitedFor() throws Exception {
        AtomicInteger number = new AtomicInteger();
        server.trouble(request ->
                request.path().equals("/v1/models") && number.incrementAndGet() < 3 ? Reply.of(503, "loading") : null);
        assertThat(run()).isEqualTo(expected);
    }

    @Test
    void whatIsNeverUsableEndsTheRunAndKeepsTheOthers() throws Exception {
        server.trouble(request -> server.step(request) == 2 && seed(request) % 5 == 0
                ? Reply.of(200, "{\"output_ids\":[999,2],\"meta_info\":{\"finish_reason\":{\"type\":\"stop\"}}}")
                : null);
        assertThatThrownBy(this::run)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("<rollout><server>: http://127.0.0.1")
                .hasMessageContaining("of step 2) in 3 attempts: HTTP 200 with token 0 with id 999")
                .hasMessageContaining("does the server have another model?")
                .hasMessageEndingWith("Responses so far are kept; when the server is well, run again");
        server.trouble(request -> null);
        assertThat(run()).isEqualTo(expected);
        assertThat(server.mostAnswers()).isEqualTo(1);
    }

    private static long seed(Stub.Request request) {
        return request.body().path("sampling_params").path("sampling_seed").asLong();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"success\":false,\"message\":\"shapes differ\"}",
                "200|{\"success\":false,\"message\":\"shapes differ\"}"
            })
    void weightsThatAreNotLoadedNameFolderAndFix(int status, String body) {
        server.trouble(request -> request.path().equals(LOAD) ? Reply.of(status, body) : null);
        assertThatThrownBy(this::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("<rollout><server>: http://127.0.0.1")
                .hasMessageContaining("the weights in " + temporary.resolve("weights/tiny/seed-42/step-00000000"))
                .hasMessageContaining("shapes differ")
                .hasMessageContaining("Can the server read that folder?")
                .hasMessageContaining("<weightsOnServer>");
    }

    @Test
    void aServerWithoutTheOrderToLoadWeightsIsRefused() {
        server.trouble(request -> request.path().equals(LOAD) ? Reply.of(404, "Not Found") : null);
        assertThatThrownBy(this::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("HTTP 404")
                .hasMessageContaining("or not the path of http://127.0.0.1")
                .hasMessageContaining(LOAD);
    }

    @Test
    void anOrderThatIsNotAnsweredInTimeIsRepeatedAndThenGivenUp() {
        server.trouble(request -> {
            if (request.path().equals(LOAD)) pause(300);
            return null;
        });
        assertThatThrownBy(() -> fixture.run(
                        fixture.request(experiment, with(server.access(temporary), "timeoutMillis", 100)),
                        () -> {},
                        null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the order to load the weights")
                .hasMessageContaining("in 3 attempts: no answer within PT0.1S");
    }

    @Test
    void aServerThatIsNotThereIsTheUsersBusiness() {
        assertThatThrownBy(() -> fixture.run(
                        fixture.request(experiment, with(server.access(temporary), "url", "http://127.0.0.1:1")),
                        () -> {},
                        null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("<rollout><server>: http://127.0.0.1:1 did not answer which models it has")
                .hasMessageContaining("is the server running, and is the address right?");
    }

    @Test
    void anotherModelIsRefused() {
        assertThatThrownBy(() -> fixture.run(
                        fixture.request(experiment, with(server.access(temporary), "model", "gpt")), () -> {}, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("<rollout><server><model> is gpt, but http://127.0.0.1")
                .hasMessageContaining("serves stub-model");
    }

    @Test
    void aServerThatGoesByTheFolderOfEarlierWeightsIsTheDeclaredOne() throws Exception {
        String folder = server.access(temporary).weightsOnServer();
        server.trouble(request -> request.path().equals("/v1/models")
                ? Reply.of(200, "{\"data\":[{\"id\":\"" + folder + "/x/step-00000009\"}]}")
                : null);
        assertThat(run()).isEqualTo(expected);
    }

    @Test
    void aModelWithTooLittleRoomIsRefused() {
        server.trouble(request -> request.path().equals("/v1/models")
                ? Reply.of(200, "{\"data\":[{\"id\":\"stub-model\",\"max_model_len\":31}]}")
                : null);
        assertThatThrownBy(this::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "has room for 31 tokens, but <maximumPromptTokens> and <maximumResponseTokens> are 32"
                                + " together");
    }

    @Test
    void theKeyGoesWithEveryRequestAndIntoNoFileAndNoMessage() throws Exception {
        String key = "sk-" + "f00dcafe".repeat(4);
        Function<Stub.Request, Reply> locked = request -> ("Bearer " + key).equals(request.authorization())
                ? null
                : Reply.of(401, "{\"error\":\"Incorrect API key: " + request.authorization() + "\"}");
        server.trouble(locked);
        assertThat(fixture.run(fixture.request(experiment, server.access(temporary)), () -> {}, key))
                .isEqualTo(expected);
        String wrong = "sk-" + "deadbeef".repeat(4);
        assertThatThrownBy(() -> new RunFixture(temporary.resolve("other"))
                        .run(fixture.request(experiment, server.access(temporary)), () -> {}, wrong))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the API key is wrong")
                .hasMessageNotContaining(wrong);
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(content).as("%s", file).doesNotContain(key).doesNotContain(wrong);
            }
        }
    }

    private static ServerAccess with(ServerAccess access, String component, Object value) {
        return Declarations.with(access, component, value);
    }
}
