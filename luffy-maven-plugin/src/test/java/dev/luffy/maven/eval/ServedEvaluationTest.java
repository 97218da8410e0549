package dev.luffy.maven.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.fork.InterruptedRunException;
import dev.luffy.maven.fork.WorkerException;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.maven.result.MetricsFile;
import dev.luffy.runtime.endpoint.Stub;
import dev.luffy.runtime.experiment.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole evaluation behind a server that is in this process. */
@Timeout(60)
class ServedEvaluationTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void prepare() throws IOException {
        bench = new Bench(folder).key("k");
    }

    private static Stub stub(Function<Stub.Request, Stub.Reply> script) {
        return new Stub(request -> request.path().endsWith("models")
                ? Stub.Reply.of(200, "{\"data\":[{\"id\":\"m\"}]}")
                : script.apply(request));
    }

    private static List<Stub.Request> asked(Stub stub) {
        return stub.received().stream()
                .filter(each -> each.path().endsWith("completions"))
                .toList();
    }

    private static Stub.Reply answer(Stub.Request request) {
        return Stub.chat("\\boxed{2" + request.prompt().substring(1) + "}");
    }

    private void evaluate(Stub stub) throws IOException {
        bench.model(bench.served("m", stub.base().toString())).evaluate();
    }

    @Test
    void everyAnswerIsKeptTheMomentItComes() throws IOException {
        List<Integer> there = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Stub stub = stub(request -> {
            try {
                there.add(Files.readAllLines(bench.journal()).size() - 1);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return answer(request);
        })) {
            evaluate(stub);
            assertThat(there).containsExactly(0, 1, 2);
            assertThat(asked(stub)).allMatch(each -> each.authorization().equals("Bearer k"));
            evaluate(stub);
            assertThat(asked(stub)).hasSize(3);
            assertThat(bench.lines()).anyMatch(line -> line.contains("to ask the server again, delete "));
        }
        assertThat(MetricsFile.read(bench.metrics())
                        .results()
                        .get(0)
                        .estimates()
                        .get(0)
                        .value())
                .isEqualTo(1.0 / 3);
        List<Event.Answered> answered = bench.events().stream()
                .filter(Event.Answered.class::isInstance)
                .map(Event.Answered.class::cast)
                .toList();
        assertThat(answered).extracting(Event.Answered::done).containsExactly(1L, 2L, 3L);
        assertThat(answered).extracting(Event.Answered::total).containsOnly(3L);
        assertThat(bench.events()).last().isEqualTo(new Event.Evaluated(3));
        assertThat(bench.events())
                .anyMatch(each ->
                        each instanceof Event.Phase phase && phase.name().startsWith("waiting for "));
    }

    @Test
    void aDeclinedQuestionIsNamedAndTheOthersAreKept() throws IOException {
        boolean[] declines = {true};
        try (Stub stub = stub(request -> declines[0] && request.prompt().equals("q0")
                ? Stub.Reply.of(400, "context too long")
                : answer(request))) {
            assertThatThrownBy(() -> evaluate(stub))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining("<evaluation id=base><endpoint>: ")
                    .hasMessageContaining(
                            "problem p0 (sample 0 at temperature 0.0) in 1 attempt: HTTP 400: context too")
                    .hasMessageContaining("2 of 3 responses are kept");
            declines[0] = false;
            evaluate(stub);
            assertThat(asked(stub)).hasSize(4);
        }
    }

    @Test
    void greedyQuestionsCarryNothingThatGreedyAnswersDoNotDependOn() throws IOException {
        try (Stub stub = stub(ServedEvaluationTest::answer)) {
            bench.sampling(0.5, 0, 3).temperatures(0.0, 1.0);
            evaluate(stub);
            bench.sampling(0.25, 0, 4);
            evaluate(stub);
            List<Stub.Request> all = asked(stub);
            assertThat(all).hasSize(9);
            assertThat(all.stream()
                            .filter(each -> each.body().path("temperature").asDouble() == 0)
                            .map(each -> each.body().path("top_p").asDouble()))
                    .containsExactly(1.0, 1.0, 1.0);
            assertThat(all.subList(6, 9))
                    .allMatch(each -> each.body().path("top_p").asDouble() == 0.25);
        }
    }

    @Test
    void otherServersAndModelsAskAnewAndAreNotTakenForEachOther() throws IOException {
        try (Stub one = stub(ServedEvaluationTest::answer);
                Stub other = stub(ServedEvaluationTest::answer)) {
            evaluate(one);
            bench.model(bench.served("m2", one.base().toString()));
            assertThatThrownBy(() -> bench.rescore()).hasMessageContaining("model is m2 in the POM and m there");
            bench.model(bench.served("m", other.base().toString()));
            assertThatThrownBy(() -> bench.rescore())
                    .hasMessageContaining("url is " + other.base() + " in the POM and " + one.base() + " there");
            evaluate(other);
            evaluate(one);
            assertThat(asked(one)).hasSize(3);
            assertThat(asked(other)).hasSize(3);
        }
    }

    @Test
    void aServerThatBreaksIsNotTheUsersFault() {
        try (Stub stub = stub(request -> Stub.Reply.of(500, "oops"))) {
            assertThatThrownBy(() -> evaluate(stub))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining("0 of 3 responses are kept, the next run asks for the rest");
        }
    }

    @Test
    void anInterruptedThreadSaysHowFarItIs() {
        Thread maven = Thread.currentThread();
        try (Stub stub = stub(request -> {
            if (request.prompt().equals("q1")) maven.interrupt();
            return answer(request);
        })) {
            assertThatThrownBy(() -> evaluate(stub))
                    .isInstanceOf(InterruptedRunException.class)
                    .hasMessageContaining("interrupted while asking base on sums; ")
                    .hasMessageContaining(" of 3 responses are there, the next run asks for the rest");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(bench.metrics()).doesNotExist();
        }
    }

    @Test
    void aKeyThatIsNoneIsRefusedAndNotShown() {
        try (Stub stub = stub(ServedEvaluationTest::answer)) {
            bench.key("two\nlines");
            assertThatThrownBy(() -> evaluate(stub))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining("<evaluation id=base><endpoint>: ")
                    .hasMessageNotContaining("lines\n");
            assertThat(stub.received()).isEmpty();
        }
    }
}
