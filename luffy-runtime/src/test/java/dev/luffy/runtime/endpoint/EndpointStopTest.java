package dev.luffy.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.suite.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndpointStopTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<String> answered = new ArrayList<>();
    private volatile boolean stop;

    @Test
    void afterAStopInTheMiddleTheRestIsAskedAndNothingTwice() throws Exception {
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 4, 0), null, LONG)) {
            client.answer(Heard.asks(50).iterator(), when(17, done -> stop = true));

            // What was at the server has come back too.
            assertThat(answered).hasSizeBetween(17, 20).containsExactlyInAnyOrderElementsOf(stub.prompts());

            stop = false;
            Set<String> before = new HashSet<>(answered);
            List<Ask> rest = Heard.asks(50).stream()
                    .filter(each -> !before.contains(each.key().problem()))
                    .toList();
            client.answer(rest.iterator(), when(-1, done -> {}));

            assertThat(answered).hasSize(50).doesNotHaveDuplicates();
            assertThat(stub.prompts()).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void aServerThatDoesNotAnswerDoesNotHoldUpAStop() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
                    if (!request.prompt().equals("p000")) self[0].await(never);
                    return Stub.echo(request);
                });
                EndpointClient client =
                        new EndpointClient(Heard.endpoint(stub.base(), 3, 0), null, Duration.ofMillis(50))) {
            self[0] = stub;
            client.answer(Heard.asks(9).iterator(), when(1, done -> stop = true));
        }
        assertThat(answered).containsExactly("p000");
    }

    @Test
    void aQuestionThatWaitsForItsNextAttemptDoesNotHoldUpAStop() throws Exception {
        try (Stub stub = new Stub(request -> {
                    stop = true;
                    return Stub.Reply.of(429, "").with("Retry-After", "60");
                });
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 5), null, LONG)) {
            client.answer(Heard.asks(9).iterator(), when(-1, done -> {}));

            assertThat(stub.prompts()).containsExactly("p000");
        }
        assertThat(answered).isEmpty();
    }

    @Test
    void anInterruptKeepsWhatIsInFlight() {
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 4, 0), null, LONG)) {
            AnswerListener<Sample> listener =
                    when(5, done -> Thread.currentThread().interrupt());
            assertThatThrownBy(() -> client.answer(Heard.asks(50).iterator(), listener))
                    .isInstanceOf(InterruptedException.class);

            assertThat(answered).hasSizeBetween(5, 8).containsExactlyInAnyOrderElementsOf(stub.prompts());
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aSecondInterruptDoesNotWait() {
        CountDownLatch never = new CountDownLatch(1);
        Stub[] self = new Stub[1];
        Thread asking = Thread.currentThread();
        try (Stub stub = new Stub(request -> {
                    asking.interrupt();
                    self[0].await(never);
                    return Stub.echo(request);
                });
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), null, LONG)) {
            self[0] = stub;
            AnswerListener<Sample> again = new Heard() {
                @Override
                public void tick(long done, long inFlight, long retries) {
                    if (!stub.received().isEmpty() && inFlight == 1) asking.interrupt();
                }
            };
            assertThatThrownBy(() -> client.answer(Heard.asks(3).iterator(), again))
                    .isInstanceOf(InterruptedException.class);
            assertThat(stub.received()).hasSize(1);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void closingEndsItAtOnce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Stub[] self = new Stub[1];
        try (Stub stub = new Stub(request -> {
                    if (!request.prompt().equals("p000")) self[0].await(never);
                    return Stub.echo(request);
                });
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 3, 0), null, LONG)) {
            self[0] = stub;
            client.answer(Heard.asks(9).iterator(), when(1, done -> client.close()));

            assertThatThrownBy(() -> client.answer(Heard.asks(1).iterator(), when(-1, done -> {})))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(answered).containsExactly("p000");
    }

    @Test
    void whatTheListenerThrowsComesOutAndEndsIt() {
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 1, 0), null, LONG)) {
            AnswerListener<Sample> full = when(3, done -> {
                throw new IllegalStateException("disk full");
            });
            assertThatThrownBy(() -> client.answer(Heard.asks(50).iterator(), full))
                    .hasMessage("disk full");

            assertThat(stub.prompts()).hasSize(3);
        }
    }

    @Test
    void whatTheQuestionsThrowComesOutAfterWhatIsInFlight() {
        Iterator<Ask> two = Heard.asks(2).iterator();
        Iterator<Ask> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Ask next() {
                if (!two.hasNext()) throw new IllegalStateException("line 3 is broken");
                return two.next();
            }
        };
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 4, 0), null, LONG)) {
            assertThatThrownBy(() -> client.answer(broken, when(-1, done -> {})))
                    .hasMessage("line 3 is broken");
        }
        assertThat(answered).containsExactlyInAnyOrder("p000", "p001");
    }

    @Test
    void aPromptThatCannotBeWrittenIsTheUsersToFix() {
        Ask half = Heard.ask("half a pair: \uD83D");
        try (Stub stub = new Stub(Stub::echo);
                EndpointClient client = new EndpointClient(Heard.endpoint(stub.base(), 4, 0), null, LONG)) {
            assertThatThrownBy(() -> client.answer(List.of(half).iterator(), when(-1, done -> {})))
                    .isInstanceOfSatisfying(
                            EndpointException.class,
                            e -> assertThat(e.userError()).isTrue())
                    .hasMessageContaining("not valid Unicode");
            assertThat(stub.received()).isEmpty();
        }
    }

    /** Keeps the problems answered; at the given number of answers does something. */
    private AnswerListener<Sample> when(int count, Consumer<Integer> action) {
        return new AnswerListener<Sample>() {
            @Override
            public void answered(Sample sample) {
                answered.add(sample.problem());
                if (answered.size() == count) action.accept(count);
            }

            @Override
            public void tick(long done, long inFlight, long retries) {}

            @Override
            public boolean stopRequested() {
                return stop;
            }
        };
    }
}
