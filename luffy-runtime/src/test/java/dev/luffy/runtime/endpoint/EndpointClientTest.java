package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.suite.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndpointClientTest {

    private final Heard heard = new Heard();

    @Test
    void aChatQuestionIsPutInRolesWithItsOwnSeed() throws Exception {
        Ask ask = new Ask(new Sample.Key("a", 0.6, 2), "Be brief.", "Was ist ½ + ½? 🙂", 0.95, 512, 123456789);
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), "sk-test")) {
            client.answer(List.of(ask).iterator(), heard);

            Stub.Request request = stub.received().get(0);
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
            assertThat(request.authorization()).isEqualTo("Bearer sk-test");
            assertThat(request.body()).isEqualTo(Stub.JSON.readTree("""
                    {"model":"tiny","messages":[{"role":"system","content":"Be brief."},
                    {"role":"user","content":"Was ist ½ + ½? 🙂"}],"temperature":0.6,"top_p":0.95,"max_tokens":512,
                    "seed":123456789,"stream":false}"""));
        }
        assertThat(heard.samples)
                .containsExactly(new Sample("a", 0.6, 2, "Was ist ½ + ½? 🙂/123456789", Sample.Finish.STOP, 7));
    }

    @Test
    void aCompletionContinuesSystemTextAndPrompt() throws Exception {
        Ask ask = new Ask(new Sample.Key("a", 0, 0), "S", "P", 1, 5, 1);
        try (Stub stub = new Stub(request ->
                        Stub.Reply.of(200, "{\"choices\":[{\"text\":\" four\",\"finish_reason\":\"length\"}]}"));
                EndpointClient client = new EndpointClient(
                        new Endpoint(
                                stub.base(),
                                Endpoint.Api.COMPLETIONS,
                                "base",
                                1,
                                Duration.ofSeconds(60),
                                0,
                                Duration.ZERO),
                        null)) {
            client.answer(List.of(ask).iterator(), heard);

            Stub.Request request = stub.received().get(0);
            assertThat(request.path()).isEqualTo("/v1/completions");
            assertThat(request.authorization()).isNull();
            assertThat(request.body().path("prompt").asText()).isEqualTo("S\n\nP");
            assertThat(request.body().has("messages")).isFalse();
        }
        assertThat(heard.samples).containsExactly(new Sample("a", 0, 0, " four", Sample.Finish.LENGTH, -1));
    }

    @Test
    void everyQuestionIsAskedOnceAndAnsweredOnce() throws Exception {
        try (Stub stub = new Stub(Stub::echo)) {
            answer(stub, 8, Heard.asks(200));

            assertThat(stub.prompts()).hasSize(200).doesNotHaveDuplicates();
        }
        assertThat(heard.problems()).hasSize(200).doesNotHaveDuplicates();
        assertThat(heard.done).isEqualTo(200);
        assertThat(heard.inFlight).isZero();
        assertThat(heard.retries).isZero();
    }

    @Test
    void asManyRequestsAsDeclaredAreInFlightAndNeverMore() throws Exception {
        CountDownLatch full = new CountDownLatch(5);
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
            full.countDown();
            self[0].await(full);
            return Stub.echo(request);
        })) {
            self[0] = stub;
            answer(stub, 5, Heard.asks(60));

            assertThat(stub.mostAtOnce()).isEqualTo(5);
        }
        assertThat(heard.samples).hasSize(60);
    }

    @Test
    void questionsArePulledOnlyWhenThereIsRoom() throws Exception {
        AtomicInteger pulled = new AtomicInteger();
        List<Integer> ahead = new ArrayList<>();
        Iterator<Ask> counted = new Iterator<>() {
            private final Iterator<Ask> all = Heard.asks(30).iterator();

            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Ask next() {
                ahead.add(pulled.incrementAndGet() - heard.samples.size());
                return all.next();
            }
        };
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 3, 0), null)) {
            client.answer(counted, heard);
        }
        assertThat(ahead).hasSize(30).allMatch(each -> each <= 3);
    }

    @Test
    void answersAreTheSameWhateverTheirOrder() throws Exception {
        try (Stub stub = new Stub(request -> {
            // Every third answer is late.
            if (request.body().path("seed").asLong() % 3 == 0) pause();
            return Stub.echo(request);
        })) {
            answer(stub, 1, Heard.asks(40));
            Map<String, String> oneByOne = heard.texts();
            heard.samples.clear();
            answer(stub, 16, Heard.asks(40));

            assertThat(heard.texts()).hasSize(40).isEqualTo(oneByOne);
        }
    }

    @Test
    void answersAreHandedOverOnTheCallingThread() throws Exception {
        List<Thread> threads = new ArrayList<>();
        AnswerListener<Sample> listener = new Heard() {
            @Override
            public void answered(Sample sample) {
                threads.add(Thread.currentThread());
            }
        };
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 4, 0), null)) {
            client.answer(Heard.asks(20).iterator(), listener);
        }
        assertThat(threads).hasSize(20);
        assertThat(Set.copyOf(threads)).containsExactly(Thread.currentThread());
    }

    @Test
    void aMegabyteOfTextArrivesWhole() throws Exception {
        String text = "∑ x²\n".repeat(1 << 17);
        try (Stub stub = new Stub(request -> Stub.chat(text))) {
            answer(stub, 2, Heard.asks(3));
        }
        assertThat(heard.samples).hasSize(3).allMatch(each -> each.text().equals(text));
    }

    @Test
    void noQuestionsAreNoRequests() throws Exception {
        try (Stub stub = new Stub(Stub::echo)) {
            answer(stub, 2, List.of());

            assertThat(stub.received()).isEmpty();
        }
    }

    @Test
    void theServersModelsAreListedInOneLine() {
        try (Stub stub = new Stub(request -> Stub.Reply.of(200, "{\"data\":[{\"id\":\"tiny\"},{\"id\":\"big\"}]}"));
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), "sk-test")) {
            assertThat(client.describe()).isEqualTo(stub.base() + " serves tiny, big");
            assertThat(stub.received().get(0).path()).isEqualTo("/v1/models");
        }
    }

    @Test
    void aModelThatIsNotListedIsPointedOut() {
        try (Stub stub = new Stub(request -> Stub.Reply.of(200, "{\"data\":[{\"id\":\"big\"}]}"));
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), null)) {
            assertThat(client.describe()).endsWith("serves big; 'tiny' is not among them");
        }
    }

    @Test
    void aServerThatDoesNotListItsModelsIsNoFailure() {
        try (Stub stub = new Stub(request -> Stub.Reply.of(500, "oops"));
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), null)) {
            assertThat(client.describe()).endsWith("does not list its models (HTTP 500)");
        }
    }

    private void answer(Stub stub, int concurrency, List<Ask> asks) throws InterruptedException {
        try (EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), concurrency, 0), null)) {
            client.answer(asks.iterator(), heard);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
