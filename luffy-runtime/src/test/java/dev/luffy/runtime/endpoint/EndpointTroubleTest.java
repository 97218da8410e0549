package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.suite.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EndpointTroubleTest {

    private final Heard heard = new Heard();

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 529})
    void aStumblingServerIsAskedAgain(int status) throws Exception {
        onlyTheTroubledIsAskedAgain(request -> Stub.Reply.of(status, "{\"error\":\"not now\"}"));
    }

    @Test
    void halfAResponseIsAskedAgain() throws Exception {
        onlyTheTroubledIsAskedAgain(request -> Stub.echo(request).cutShort());
    }

    @Test
    void aClosedConnectionIsAskedAgain() throws Exception {
        onlyTheTroubledIsAskedAgain(request -> {
            throw new IllegalStateException("this handler dies");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>502</html>",
                "{\"choices\":[{\"message\":{\"content\":\"cut",
                "{\"choices\":[]}",
                "{\"error\":{\"message\":\"upstream\"}}",
                "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"half\"},\"finish_reason\":\"abort\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}]} {}",
                "[]",
                "null"
            })
    void aResponseWithoutAnAnswerIsAskedAgain(String body) throws Exception {
        onlyTheTroubledIsAskedAgain(request -> Stub.Reply.of(200, body));
    }

    @Test
    void aResponseThatIsNotUtf8IsAskedAgain() throws Exception {
        byte[] latin = "{\"choices\":[{\"message\":{\"content\":\"é\"}}]}".getBytes(StandardCharsets.ISO_8859_1);
        onlyTheTroubledIsAskedAgain(request -> Stub.Reply.ofBytes(latin));
    }

    @Test
    void aServerThatSaysNothingIsAskedAgain() throws Exception {
        timesOut(false);
    }

    @Test
    void aServerThatDoesNotComeToTheEndOfItsBodyIsAskedAgain() throws Exception {
        timesOut(true);
    }

    @Test
    void retryAfterHoldsBackAllRequests() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        AnswerListener<Sample> listener = new Heard() {
            private int ticks;

            @Override
            public void tick(long done, long inFlight, long retries) {
                // The first tick with one request less at the server comes after the 429 was taken in.
                if (done == 0 && inFlight == 1 && ticks++ > 0) refused.countDown();
            }
        };
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
                    if (request.attempt() == 1 && request.prompt().equals("p000")) {
                        return Stub.Reply.of(429, "slow down").with("Retry-After", "0.6");
                    }
                    self[0].await(refused);
                    return Stub.echo(request);
                });
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 2, 1), null)) {
            self[0] = stub;
            client.answer(Heard.asks(3).iterator(), listener);

            List<Stub.Request> received = stub.received();
            assertThat(stub.prompts()).containsExactlyInAnyOrder("p000", "p000", "p001", "p002");
            // Lower bounds, so no slow machine can break them; the back-off alone would be 1 ms.
            long first = received.stream()
                    .filter(each -> each.prompt().equals("p000"))
                    .findFirst()
                    .orElseThrow()
                    .nanos();
            assertThat(received.subList(2, 4))
                    .allMatch(each -> each.nanos() - first >= TimeUnit.MILLISECONDS.toNanos(600));
        }
    }

    /** Every fifth question meets the trouble at its first attempt; all end answered, the others are asked once. */
    private void onlyTheTroubledIsAskedAgain(Function<Stub.Request, Stub.Reply> trouble) throws Exception {
        try (Stub stub =
                new Stub(request -> request.attempt() == 1 && request.prompt().matches("p0.[05]")
                        ? trouble.apply(request)
                        : Stub.echo(request))) {
            answer(stub, 3, 1, null, Heard.asks(10));

            assertThat(stub.prompts()).hasSize(12);
            assertThat(stub.prompts().stream().filter("p005"::equals)).hasSize(2);
        }
        assertThat(heard.problems()).hasSize(10).doesNotHaveDuplicates();
        assertThat(heard.texts()).allSatisfy((problem, text) -> assertThat(text).startsWith(problem + "/"));
        assertThat(heard.retries).isEqualTo(2);
    }

    private void timesOut(boolean afterTheHeaders) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
            if (request.attempt() > 1) return Stub.echo(request);
            if (afterTheHeaders) return Stub.echo(request).dripping();
            self[0].await(never);
            return Stub.echo(request);
        })) {
            self[0] = stub;
            Endpoint impatient =
                    new Endpoint(stub.base(), Endpoint.Api.CHAT, "tiny", 1, Duration.ofMillis(700), 9, Duration.ZERO);
            try (EndpointClient client = new EndpointClient(impatient, null)) {
                client.answer(Heard.asks(1).iterator(), heard);
            }
            assertThat(stub.received().size()).isGreaterThan(1);
            // The server must learn that nobody listens any more.
            if (afterTheHeaders)
                assertThat(stub.hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(heard.problems()).containsExactly("p000");
        assertThat(heard.retries).isPositive();
    }

    private void answer(Stub stub, int concurrency, int retries, String key, List<Ask> asks)
            throws InterruptedException {
        try (EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), concurrency, retries), key)) {
            client.answer(asks.iterator(), heard);
        }
    }
}
