package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.luffy.benchmarks.suite.Sample;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EndpointFailureTest {

    private final Heard heard = new Heard();

    @Test
    void aQuestionIsGivenUpAfterItsRetries() {
        try (Stub stub = new Stub(request -> Stub.Reply.of(503, "{\"error\":\n \"overloaded\"}"))) {
            EndpointException end = fails(stub, 1, 3, null, Heard.asks(1));

            assertThat(stub.prompts()).containsExactly("p000", "p000", "p000", "p000");
            assertThat(end.userError()).isFalse();
            assertThat(end)
                    .hasMessage(stub.base()
                            + " did not answer problem p000 (sample 0 at temperature 0.6) in 4 attempts:"
                            + " HTTP 503: {\"error\": \"overloaded\"}");
        }
        assertThat(heard.samples).isEmpty();
        assertThat(heard.retries).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405})
    void whatTheServerRefusesIsAskedOnce(int status) {
        try (Stub stub = new Stub(request -> Stub.Reply.of(status, "no"))) {
            EndpointException end = fails(stub, 1, 5, null, Heard.asks(3));

            assertThat(stub.prompts()).containsExactly("p000");
            assertThat(end.userError()).isTrue();
            assertThat(end).hasMessageContaining("1 attempt: HTTP " + status + ": no");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422, 451})
    void aDeclinedQuestionDoesNotKeepTheOthersFromTheirAnswers(int status) {
        try (Stub stub = new Stub(request ->
                request.prompt().matches("p00[02]") ? Stub.Reply.of(status, "too long") : Stub.echo(request))) {
            EndpointException end = fails(stub, 1, 5, null, Heard.asks(4));

            assertThat(stub.prompts()).containsExactly("p000", "p001", "p002", "p003");
            assertThat(end.userError()).isTrue();
            assertThat(end)
                    .hasMessage(stub.base() + " did not answer 2 questions:"
                            + "\n  problem p000 (sample 0 at temperature 0.6) in 1 attempt: HTTP " + status
                            + ": too long"
                            + "\n  problem p002 (sample 0 at temperature 0.6) in 1 attempt: HTTP " + status
                            + ": too long");
        }
        assertThat(heard.problems()).containsExactly("p001", "p003");
    }

    @Test
    void aQuestionThatBreaksTheServerEveryTimeDoesNeither() {
        try (Stub stub = new Stub(request ->
                request.prompt().equals("p000") ? Stub.Reply.of(500, "out of memory") : Stub.echo(request))) {
            EndpointException end = fails(stub, 1, 1, null, Heard.asks(3));

            assertThat(end.userError()).isFalse();
            assertThat(end).hasMessageContaining("did not answer problem p000").hasMessageContaining("2 attempts");
        }
        assertThat(heard.problems()).containsExactlyInAnyOrder("p001", "p002");
    }

    @Test
    void aServerThatAnswersNothingIsNotAskedEverything() {
        try (Stub stub = new Stub(request -> Stub.Reply.of(400, "no seed, please"))) {
            EndpointException end = fails(stub, 1, 5, null, Heard.asks(100));

            assertThat(stub.prompts()).hasSize(16);
            assertThat(end).hasMessageContaining("did not answer 16 questions in a row, so no more are asked:");
        }
        try (Stub stub = new Stub(request -> Stub.Reply.of(503, "down"))) {
            assertThat(fails(stub, 1, 1, null, Heard.asks(100))).hasMessageContaining("4 questions in a row");
            assertThat(stub.prompts()).hasSize(8);
        }
    }

    @Test
    void aWrongKeyAMissingKeyAndAnUnknownModelAreSaidToBeThat() {
        try (Stub stub = new Stub(request -> Stub.Reply.of(401, ""))) {
            assertThat(fails(stub, 1, 0, "sk-wrong", Heard.asks(1))).hasMessageContaining("the API key is wrong");
            assertThat(fails(stub, 1, 0, null, Heard.asks(1))).hasMessageContaining("none is declared");
        }
        try (Stub stub = new Stub(request -> Stub.Reply.of(404, ""))) {
            assertThat(fails(stub, 1, 0, null, Heard.asks(1))).hasMessageContaining("no model 'tiny'");
        }
    }

    @Test
    void whatIsInFlightWhenAQuestionFailsIsHandedOver() {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch bothThere = new CountDownLatch(2);
        AnswerListener<Sample> listener = new Heard() {
            @Override
            public void answered(Sample sample) {
                heard.answered(sample);
            }

            @Override
            public void tick(long done, long inFlight, long retries) {
                if (bothThere.getCount() == 0 && inFlight == 1) failed.countDown();
            }
        };
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
                    bothThere.countDown();
                    self[0].await(bothThere);
                    if (request.prompt().equals("p000")) return Stub.Reply.of(404, "too long");
                    self[0].await(failed);
                    return Stub.echo(request);
                });
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 2, 5), null)) {
            self[0] = stub;
            EndpointException end = catchThrowableOfType(
                    EndpointException.class, () -> client.answer(Heard.asks(9).iterator(), listener));

            assertThat(end).hasMessageContaining("p000").hasMessageContaining("too long");
            assertThat(stub.prompts()).containsExactlyInAnyOrder("p000", "p001");
            assertThat(heard.problems()).containsExactly("p001");
        }
    }

    @Test
    void onceAQuestionHasFailedNoOtherIsRepeated() {
        CountDownLatch calm = new CountDownLatch(8);
        CountDownLatch allThere = new CountDownLatch(3);
        AnswerListener<Sample> listener = new Heard() {
            @Override
            public void tick(long done, long inFlight, long retries) {
                if (allThere.getCount() == 0 && inFlight == 1) calm.countDown();
            }
        };
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
            allThere.countDown();
            self[0].await(allThere);
            if (request.prompt().equals("p000")) return Stub.Reply.of(503, "busy");
            if (request.prompt().equals("p001")) return Stub.Reply.of(404, "too long");
            self[0].await(calm); // several ticks, so longer than the other would wait
            return Stub.echo(request);
        })) {
            self[0] = stub;
            Endpoint slow = new Endpoint(
                    stub.base(), Endpoint.Api.CHAT, "tiny", 3, Duration.ofSeconds(60), 5, Duration.ofMillis(300));
            try (EndpointClient client = new EndpointClient(slow, null)) {
                assertThat(catchThrowableOfType(
                                EndpointException.class,
                                () -> client.answer(Heard.asks(9).iterator(), listener)))
                        .hasMessageContaining("p001");
            }
            assertThat(stub.prompts()).containsExactlyInAnyOrder("p000", "p001", "p002");
        }
    }

    @Test
    void aHostThatIsNotThereIsTheUsersToFix() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
        }
        try (EndpointClient client = new EndpointClient(Heard.endpoint(nobody, 2, 2), "sk-1")) {
            EndpointException end = catchThrowableOfType(
                    EndpointException.class, () -> client.answer(Heard.asks(5).iterator(), heard));

            assertThat(end.userError()).isTrue();
            assertThat(end)
                    .hasMessageStartingWith(nobody.toString())
                    .hasMessageContaining("3 attempts: it cannot be reached (ConnectException")
                    .hasMessageContaining("is the server running");
            assertThat(client.describe()).contains("does not list its models (ConnectException)");
        }
    }

    @Test
    void aServerThatWentAwayIsNotTheUsersFault() {
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 2), null)) {
            AnswerListener<Sample> listener = new Heard() {
                @Override
                public void answered(Sample sample) {
                    heard.answered(sample);
                    stub.close();
                }
            };
            EndpointException end = catchThrowableOfType(
                    EndpointException.class, () -> client.answer(Heard.asks(3).iterator(), listener));

            assertThat(end.userError()).isFalse();
            assertThat(heard.problems()).containsExactly("p000");
        }
    }

    @Test
    void theKeyIsShownNowhereEvenIfTheServerEchoesIt() {
        String key = "sk-0123456789/abcdefghijklmnopqrstuvwxyz+==";
        // The key lies across the place where a body is cut, and once as some write a slash in JSON.
        Function<Stub.Request, Stub.Reply> echo = request -> Stub.Reply.of(
                request.path().endsWith("models") ? 200 : 400,
                "{\"data\":[{\"id\":\"" + key + "\"}],\"error\":\"" + key.replace("/", "\\/") + "x".repeat(180)
                        + request.authorization() + " is bad\"}");
        try (Stub stub = new Stub(echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), key)) {
            EndpointException end = fails(stub, 1, 0, key, Heard.asks(1));

            assertThat(stub.received().get(0).authorization()).isEqualTo("Bearer " + key);
            assertThat(end).hasMessageContaining("[key]").hasNoCause();
            for (String each : List.of(end.toString(), client.toString(), client.describe())) {
                assertThat(each).doesNotContain("sk-0123").doesNotContain("abcdefghijkl");
            }
        }
    }

    @Test
    void aRedirectIsNotFollowedWithTheKey() {
        try (Stub elsewhere = new Stub(Stub::echo);
                Stub stub = new Stub(
                        request -> Stub.Reply.of(307, "").with("Location", elsewhere.base() + "/chat/completions"))) {
            EndpointException end = fails(stub, 1, 3, "sk-1", Heard.asks(1));

            assertThat(end.userError()).isTrue();
            assertThat(end).hasMessageContaining("a redirect to " + elsewhere.base());
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    private EndpointException fails(Stub stub, int concurrency, int retries, String key, List<Ask> asks) {
        return catchThrowableOfType(EndpointException.class, () -> answer(stub, concurrency, retries, key, asks));
    }

    private void answer(Stub stub, int concurrency, int retries, String key, List<Ask> asks)
            throws InterruptedException {
        try (EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), concurrency, retries), key)) {
            client.answer(asks.iterator(), heard);
        }
    }
}
