package dev.luffy.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verdict.Status;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.score.Outcome;
import dev.luffy.benchmarks.suite.Sample.Finish;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GradingTest {

    private static final List<Problem> PROBLEMS =
            List.of(new Problem("p", "?", "1", "sums", ""), new Problem("q", "?", "2", "", ""));

    /** Right if equal; no answer if empty; too costly if it starts with an exclamation mark. */
    private static final Verifier EQUAL = (gold, response) -> {
        String text = response.text();
        Status status = text.isEmpty()
                ? Status.NO_ANSWER
                : text.startsWith("!")
                        ? Status.TOO_COSTLY
                        : text.equals(gold.text()) || gold.alternatives().contains(text)
                                ? Status.CORRECT
                                : Status.INCORRECT;
        return new Verdict(status, "as the test says", text);
    };

    private final AtomicInteger asked = new AtomicInteger();

    private Grading grading(List<Problem> problems) {
        Definition definition =
                new Definition("b", 1, Layout.detected(), "{problem}", "", Policy.named("math"), List.of("pass@1"), 0);
        Benchmark benchmark = new Benchmark(definition, "00", problems, problems, List.of(), "", 1);
        // Letters are the same answer whatever their case.
        return new Grading(benchmark, EQUAL, () -> answer -> {
            asked.incrementAndGet();
            return answer.toLowerCase(Locale.ROOT).hashCode();
        });
    }

    private static List<Sample> samples(double temperature, String problem, String... texts) {
        List<Sample> samples = new ArrayList<>();
        for (String text : texts) {
            Finish finish = text.endsWith("~") ? Finish.LENGTH : Finish.STOP;
            samples.add(new Sample(problem, temperature, samples.size(), text.replace("~", ""), finish, 1));
        }
        return samples;
    }

    private static List<Sample> both(List<Sample> first, List<Sample> second) {
        List<Sample> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Test
    void marksAndVotesAreThoseOfTheVerdicts() {
        List<String> judged = new ArrayList<>();

        List<Outcome> outcomes = grading(PROBLEMS)
                .judge(
                        both(
                                samples(0.6, "p", "a", "1", "", "!x", "A", "1~", "b~", "~", "!X~", "a"),
                                samples(0.6, "q", "2", "2", "2", "2", "2", "2", "2", "2", "2", "z")),
                        (sample, verdict) -> judged.add(sample.problem() + sample.index() + verdict.status()));

        assertThat(outcomes)
                .containsExactly(
                        new Outcome("p", "sums", "ICNXIcinxI", List.of(0, 1, -1, 2, 0, 1, 3, -1, 2, 0)),
                        new Outcome("q", "", "CCCCCCCCCI", List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)));
        assertThat(judged).hasSize(20).startsWith("p0INCORRECT", "p1CORRECT", "p2NO_ANSWER", "p3TOO_COSTLY");
    }

    @Test
    void votesAreThoseOfComparingEveryPair() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            String[] texts = new String[40];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = List.of("1", "a", "A", "b", "B", "c", "", "!d", "!D").get(random.nextInt(9));
            }
            Outcome outcome = grading(PROBLEMS.subList(0, 1))
                    .judge(samples(1, "p", texts), (s, v) -> {})
                    .get(0);
            int next = 0;
            for (int i = 0; i < texts.length; i++) {
                int expected = texts[i].isEmpty() ? -1 : next;
                for (int j = 0; j < i && !texts[i].isEmpty(); j++) {
                    if (texts[j].equalsIgnoreCase(texts[i])) {
                        expected = outcome.votes().get(j);
                        break;
                    }
                }
                next = Math.max(next, expected + 1);
                assertThat(outcome.votes().get(i)).isEqualTo(expected);
            }
        }
        // Seven different wrong texts at most are told apart, however many responses there are.
        assertThat(asked.get()).isLessThanOrEqualTo(50 * 7);
    }

    @Test
    void alternativesAreOneRightAnswer() {
        Problem either = new Problem("p", "?", "1", "", "", List.of("one"), "");

        assertThat(grading(List.of(either)).judge(samples(0, "p", "one", "1", "two"), (s, v) -> {}))
                .containsExactly(new Outcome("p", "", "CCI", List.of(0, 0, 1)));
    }

    @Test
    void keysGoProblemByProblem() {
        assertThat(grading(PROBLEMS).keys(0.5, 2))
                .containsExactly(
                        new Sample.Key("p", 0.5, 0),
                        new Sample.Key("p", 0.5, 1),
                        new Sample.Key("q", 0.5, 0),
                        new Sample.Key("q", 0.5, 1));
        assertThatThrownBy(() -> grading(PROBLEMS).keys(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingAndMisplacedResponsesAreRefused() {
        List<Sample> p = samples(0, "p", "1", "2");
        List<Sample> q = samples(0, "q", "1", "2");
        refused(p, "there is no response to problem q");
        refused(both(q, p), "sample 0 of problem q");
        refused(both(p, q.subList(0, 1)), "1 responses to problem q and 2 to problem p");
        refused(both(p.subList(0, 1), q), "2 responses to problem q and 1 to problem p");
        refused(both(p.subList(1, 2), q), "sample 1 of problem p");
        refused(both(p, samples(1, "q", "1", "2")), "at temperature 1.0 is not the next");
        refused(both(both(p, q), p), "sample 0 of problem p");
        refused(List.of(), "there is no response to problem p");
    }

    @Test
    void aGoldThatTurnsUnreadableIsNoMark() {
        Definition definition =
                new Definition("b", 1, Layout.detected(), "{problem}", "", Policy.named("math"), List.of(), 0);
        Benchmark benchmark = new Benchmark(definition, "00", PROBLEMS, PROBLEMS, List.of(), "", 1);
        Grading grading = new Grading(
                benchmark, (gold, response) -> new Verdict(Status.GOLD_UNPARSED, "why"), () -> String::hashCode);

        assertThatThrownBy(() -> grading.judge(samples(0, "p", "1"), (s, v) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("why");
    }

    private void refused(List<Sample> samples, String message) {
        assertThatThrownBy(() -> grading(PROBLEMS).judge(samples, (s, v) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
