package dev.luffy.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.luffy.benchmarks.answer.MathVerifier;
import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verdict.Status;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.score.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {

    private static final Path LUFFY = Path.of("src/test/fixtures/luffy.parquet");

    @TempDir
    Path folder;

    private static Definition definition(String template, String system, String policy) {
        return new Definition("b", 2, Layout.detected(), template, system, Policy.named(policy), List.of("pass@1"), 0);
    }

    private Path file(String... rows) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), List.of(rows));
    }

    @Test
    void aBenchmarkIsReadDigestedAndTested() {
        Benchmark benchmark = Benchmark.load(definition("{problem}", null, "math"), LUFFY);

        assertThat(benchmark.problems())
                .extracting(Problem::id)
                .containsExactly("sums/0", "sums/1", "roots/0", "roots/1");
        assertThat(benchmark.unusable()).isEmpty();
        assertThat(benchmark.system()).isEqualTo("Think first.");
        assertThat(benchmark.sha256()).matches("[0-9a-f]{64}");
        Problem first = benchmark.problems().get(0);
        assertThat(benchmark.promptText(first)).isEqualTo("Think first.\n\nWhat is $1 + 1$?");
        assertThat(benchmark.userMessage(first)).isEqualTo("What is $1 + 1$?");
    }

    @Test
    void aGoldThatDoesNotEqualItselfIsReportedAndNotScored() throws IOException {
        Path rows = file(
                "{\"id\": \"a\", \"problem\": \"?\", \"answer\": \"1\"}",
                "{\"id\": \"b\", \"problem\": \"!\", \"answer\": \"odd\"}");

        Benchmark benchmark = Benchmark.load(definition("{problem}", null, "math"), rows, (gold, response) -> {
            assertThat(response.text()).isIn("</think>\n\\boxed{" + gold.text() + "}", "</think>\n\\boxed{0}");
            return gold.text().equals("odd")
                    ? new Verdict(Status.GOLD_UNPARSED, "it is odd")
                    : new Verdict(Status.CORRECT, "fine", gold.text());
        });

        assertThat(benchmark.problems()).extracting(Problem::id).containsExactly("a");
        assertThat(benchmark.unusable()).containsExactly(new Benchmark.Unusable("b", "odd", "it is odd"));
        assertThatThrownBy(() -> Benchmark.load(
                        definition("{problem}", null, "math"),
                        rows,
                        (gold, response) -> new Verdict(Status.INCORRECT, "never")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(
                        "no gold answer equals itself under the policy math; that of problem a is 1: never");
    }

    @Test
    void everyAlternativeMustEqualItselfUnderTheTolerance() {
        List<Problem> problems = List.of(
                new Problem("both", "?", "10", "", "", List.of("\\frac{21}{2}"), "1e-1"),
                new Problem("second", "?", "10", "", "", List.of("20", "\\frac{"), ""),
                new Problem("words", "?", "10", "", "", List.of(), "a bit"),
                new Problem("two", "?", "10, 20", "", "", List.of(), "1e-1,1e-2"),
                new Problem("below", "?", "10", "", "", List.of(), "-1"));

        Benchmark benchmark = Benchmark.of(definition("{problem}", "", "math"), problems);

        assertThat(benchmark.problems()).extracting(Problem::id).containsExactly("both");
        assertThat(benchmark.unusable())
                .extracting(Benchmark.Unusable::problem, Benchmark.Unusable::gold)
                .containsExactly(
                        tuple("second", "\\frac{"), tuple("words", "10"), tuple("two", "10, 20"), tuple("below", "10"));
        assertThat(benchmark.unusable().get(2).reason()).contains("its tolerance \"1e-1,1e-2\" is not one number");
    }

    @Test
    void aGoldThatEqualsOnlyItsOwnTextIsReportedAndNotScored() {
        List<Problem> problems =
                List.of(new Problem("code", "?", "np.arcsin(10/13)", "", ""), new Problem("fine", "?", "7", "", ""));

        Benchmark benchmark = Benchmark.of(definition("{problem}", "", "math"), problems);

        assertThat(benchmark.problems()).extracting(Problem::id).containsExactly("fine");
        assertThat(benchmark.unusable().get(0).reason()).contains("np.arcsin(10/13)");
    }

    @Test
    void oneAlternativeThatIsRightHidesNoOther() {
        Problem problem = new Problem("p", "?", "odd", "", "", List.of("even"), "");

        Benchmark benchmark = Benchmark.of(
                definition("{problem}", "", "math"),
                List.of(problem, new Problem("q", "?", "even", "", "")),
                (gold, response) ->
                        gold.text().equals("even") || gold.alternatives().contains("even")
                                ? new Verdict(Status.CORRECT, "fine", gold.text())
                                : new Verdict(Status.GOLD_UNPARSED, "it is odd"));

        assertThat(benchmark.unusable()).containsExactly(new Benchmark.Unusable("p", "odd", "it is odd"));
    }

    @Test
    void theSystemMessageHasItsPlaceOrStandsInFront() {
        Problem odd = new Problem("x", "is {system} $0 \\{problem}?", "1", "", "");

        Benchmark placed = Benchmark.of(definition("<s>{system}</s> Q: {problem}\nA:", "Hi", "math"), List.of(odd));
        assertThat(placed.promptText(odd)).isEqualTo("<s>Hi</s> Q: is {system} $0 \\{problem}?\nA:");
        Benchmark front = Benchmark.of(definition("Q: {problem}\n", "Hi", "math"), List.of(odd));
        assertThat(front.promptText(odd)).isEqualTo("Hi\n\nQ: is {system} $0 \\{problem}?\n");
        assertThat(front.userMessage(odd)).isEqualTo("Q: is {system} $0 \\{problem}?\n");
        Benchmark leading = Benchmark.of(definition("{system}\n\n{problem}", "", "math"), List.of(odd));
        assertThat(leading.promptText(odd)).isEqualTo(odd.prompt()).isEqualTo(leading.userMessage(odd));
        assertThatThrownBy(() -> Benchmark.of(definition("Q:", "", "math"), List.of(odd)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no {problem}");
    }

    @Test
    void severalSystemMessagesAreRefusedUnlessOneIsDeclared() throws IOException {
        Path rows =
                file("{\"s\": \"one\", \"p\": \"?\", \"a\": \"1\"}", "{\"s\": \"two\", \"p\": \"!\", \"a\": \"1\"}");
        Layout layout = new Layout(null, Map.of("system", "s", "problem", "p", "answer", "a"), Map.of());
        Definition open = definition("{problem}", null, "math");
        Definition left = new Definition("b", 1, layout, "{problem}", null, open.policy(), List.of(), 0);
        Definition declared = new Definition("b", 1, layout, "{problem}", "three", open.policy(), List.of(), 0);

        assertThatThrownBy(() -> Benchmark.load(left, rows)).hasMessageContaining("2 different system messages");
        assertThat(Benchmark.load(declared, rows).system()).isEqualTo("three");
    }

    @Test
    void keysNameWhatMustAgreeAndChangeWithIt() {
        Benchmark benchmark = Benchmark.load(definition("{problem}", null, "math"), LUFFY);
        var keys = benchmark.keys();

        assertThat(keys)
                .containsEntry("benchmark.id", "b")
                .containsEntry("benchmark.version", "2")
                .containsEntry("data.sha256", benchmark.sha256())
                .containsEntry("policy", "math " + Policy.named("math").version())
                .containsEntry("policy.boxRequired", "false")
                .containsEntry("problems", "4")
                .containsEntry("verifier", Integer.toString(MathVerifier.VERSION))
                .containsKeys("prompt.sha256", "problems.sha256");
        assertThat(Benchmark.load(definition("{problem}", null, "math"), LUFFY).keys())
                .isEqualTo(keys);
        assertDiffer(keys, Benchmark.load(definition("{problem} ", null, "math"), LUFFY), "prompt.sha256");
        assertDiffer(keys, Benchmark.load(definition("{problem}", "Hi", "math"), LUFFY), "prompt.sha256");
        assertDiffer(
                keys,
                Benchmark.load(definition("{problem}", null, "math-boxed"), LUFFY),
                "policy",
                "policy.boxRequired",
                "policy.lastNumber");
    }

    @Test
    void problemsAtHandHaveTheDigestOfTheirFile() {
        List<Problem> problems = List.of(new Problem("a", "?", "1", "", ""), new Problem("b", "ä", "2", "", ""));
        Path rows = folder.resolve("problems.jsonl");
        JsonLines.writeProblems(rows, problems);
        Definition definition = definition("{problem}", "", "math");

        assertThat(Benchmark.of(definition, problems)).isEqualTo(Benchmark.load(definition, rows));
        assertThatThrownBy(() -> Benchmark.of(definition, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Benchmark.of(definition, List.of(problems.get(0), problems.get(0))))
                .hasMessageContaining("two problems a");
    }

    @Test
    void responsesFromAJournalAreJudgedByThePolicy() {
        Benchmark benchmark = Benchmark.load(definition("{problem}", null, "math"), LUFFY);
        Grading grading = new Grading(benchmark);
        List<Sample.Key> keys = grading.keys(0, 3);
        List<String> verdicts = new ArrayList<>();
        try (SampleJournal journal = SampleJournal.open(folder.resolve("journal.jsonl"), "f", key -> "")) {
            for (Sample.Key key : keys) {
                String text = List.of("So \\boxed{2}", "\\boxed{\\frac{4}{2}}", "\\boxed{\\sqrt 2}")
                        .get(key.index());
                journal.add(new Sample(key.problem(), 0, key.index(), text, Sample.Finish.STOP, 9));
            }
            Judging judging = grading.judging((sample, verdict) -> verdicts.add(verdict.reason()));
            journal.forEach(keys, judging);

            assertThat(judging.outcomes())
                    .containsExactly(
                            new Outcome("sums/0", "sums", "CCI", List.of(0, 0, 1)),
                            new Outcome("sums/1", "sums", "III", List.of(0, 0, 1)),
                            new Outcome("roots/0", "roots", "IIC", List.of(0, 0, 1)),
                            new Outcome("roots/1", "roots", "III", List.of(0, 0, 1)));
        }
        assertThat(verdicts).hasSize(12);
    }

    private static void assertDiffer(SortedMap<String, String> keys, Benchmark other, String... names) {
        List<String> different = keys.keySet().stream()
                .filter(name -> !keys.get(name).equals(other.keys().get(name)))
                .toList();
        assertThat(different).containsExactly(names);
    }
}
