package dev.luffy.runtime.data;

import static dev.luffy.runtime.data.DataFixture.DROP_ALL;
import static dev.luffy.runtime.data.DataFixture.TRAINING;
import static dev.luffy.runtime.data.DataFixture.experiment;
import static dev.luffy.runtime.data.DataFixture.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import dev.luffy.runtime.experiment.Conversation;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.DataCounts;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter.Treatment;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Stop.StopRequested;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {

    @TempDir
    Path folder;

    private RunFixture own;
    private DataFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        own = new RunFixture(folder);
        fixture = new DataFixture(folder, own.model);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void ownLinesArePackedAsTheyWouldBeHeldInMemory() throws IOException {
        // Traces in another order than the problems, a second one of some, and one of no problem here.
        List<Trace> traces = new ArrayList<>(JsonLines.readTraces(own.traces));
        for (int i = 7; i >= 0; i -= 2) traces.add(new Trace("p" + i, "so</think>" + (i + 7)));
        traces.add(0, new Trace("elsewhere", "x".repeat(500)));
        JsonLines.writeTraces(own.traces, traces);

        try (TrainingData data = fixture.data(Declarations.luffy(), own.problems, own.traces)) {
            List<Prompt> expected = inMemory(JsonLines.readProblems(own.problems), traces);
            assertThat(data.prompts()).hasSize(8);
            for (int i = 7; i >= 0; i--) {
                Prompt prompt = data.prompts().get(i);
                assertThat(prompt.problem()).isEqualTo(expected.get(i).problem());
                assertThat(prompt.key()).isEqualTo(expected.get(i).key());
                assertThat(prompt.tokens()).containsExactly(expected.get(i).tokens());
                assertThat(prompt.traces().toArray(new int[0][]))
                        .isDeepEqualTo(expected.get(i).traces().toArray(new int[0][]));
            }
            assertThat(data.counts()).isEqualTo(new DataCounts(8, part(8, 8, Map.of()), part(12, 12, Map.of()), 0L));
        }
    }

    private List<Prompt> inMemory(List<Problem> problems, List<Trace> traces) {
        List<Prompt> prompts = new ArrayList<>();
        for (Problem problem : problems) {
            List<int[]> found = new ArrayList<>();
            for (Trace trace : traces) {
                if (!trace.problemId().equals(problem.id())) continue;
                int[] text = fixture.tokenizer.encode(trace.text());
                int[] ended = Arrays.copyOf(text, text.length + 1);
                ended[text.length] = fixture.tokenizer.eosTokenIds().get(0);
                found.add(ended);
            }
            prompts.add(Prompt.of(problem, fixture.tokenizer.encode(problem.prompt()), found));
        }
        return prompts;
    }

    @Test
    void aFilterDropsWhatIsDeclaredAndCountsWhy() throws IOException {
        try (TrainingData data = fixture.data(experiment(TRAINING, DROP_ALL))) {
            assertThat(fixture.traces(data).keySet()).containsExactly("0", "1", "9");
            assertThat(fixture.traces(data).get("0"))
                    .as("the row that comes again brings a trace")
                    .containsExactly(
                            "<think>\nOne and one.\n</think>\nIt is \\boxed{2}.",
                            "<think>\nTwo ones.\n</think>\nIt is \\boxed{2}.");
            assertThat(fixture.traces(data).get("1")).hasSize(2);
            assertThat(data.system()).isEqualTo("Think first.");
            assertThat(data.counts())
                    .isEqualTo(new DataCounts(
                            10,
                            part(
                                    9,
                                    3,
                                    Map.of(
                                            "longPrompts", 1L,
                                            "longTraces", 1L,
                                            "missingTraces", 2L,
                                            "unreadableAnswers", 1L,
                                            "wrongTraces", 1L)),
                            part(9, 5, Map.of("longTraces", 1L, "wrongTraces", 1L, "ofDroppedProblems", 2L)),
                            0L));
            assertThat(data.counts().sentence())
                    .isEqualTo("3 of 9 problems kept (dropped: longPrompts 1, longTraces 1, missingTraces 2,"
                            + " unreadableAnswers 1, wrongTraces 1); 5 of 9 traces kept (dropped: longTraces 1,"
                            + " ofDroppedProblems 2, wrongTraces 1)");
        }
    }

    @Test
    void tracesOfTheirOwnFileAreFilteredLikeThoseInRows() throws IOException {
        List<Trace> traces = new ArrayList<>(JsonLines.readTraces(own.traces));
        traces.set(0, new Trace("p0", "0".repeat(100) + "</think>7"));
        traces.set(1, new Trace("p1", "1</think>9"));
        traces.add(new Trace("p1", "one</think>8"));
        traces.set(2, new Trace("p2", "2</think>8"));
        traces.remove(3);
        JsonLines.writeTraces(own.traces, traces);
        Experiment experiment = Declarations.with(Declarations.luffy(), "data", Data.of(null, DROP_ALL));

        try (TrainingData data = fixture.data(experiment, own.problems, own.traces)) {
            assertThat(fixture.traces(data).keySet()).containsExactly("p1", "p4", "p5", "p6", "p7");
            assertThat(fixture.traces(data).get("p1")).containsExactly("one</think>8");
            assertThat(data.counts())
                    .isEqualTo(new DataCounts(
                            8,
                            part(8, 5, Map.of("longTraces", 1L, "missingTraces", 1L, "wrongTraces", 1L)),
                            part(8, 5, Map.of("longTraces", 1L, "wrongTraces", 2L)),
                            0L));
        }
    }

    @Test
    void aSmallerNumberOfTokensThanTheLimitsMayBeDeclared() throws IOException {
        Experiment easy = experiment(TRAINING, Declarations.with(DROP_ALL, "traceTokens", 34));
        try (TrainingData data = fixture.data(easy)) {
            assertThat(data.counts().traces().dropped()).containsEntry("longTraces", 2L);
            assertThat(fixture.traces(data).get("1"))
                    .as("a long trace goes, its problem stays with the other")
                    .hasSize(1);
            data.prompts().forEach(prompt -> assertThat(prompt.traces()).allMatch(trace -> trace.length <= 34));
        }
    }

    @Test
    void theSameProblemsAreLeftToAMethodThatTakesNoTraces() throws IOException {
        Method onPolicy = Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 200);
        Experiment luffy = experiment(TRAINING, DROP_ALL);
        try (TrainingData taught = fixture.data(luffy);
                TrainingData alone = fixture.data(Declarations.with(luffy, onPolicy))) {
            assertThat(alone.prompts())
                    .extracting(Prompt::problem)
                    .isEqualTo(taught.prompts().stream().map(Prompt::problem).toList());
            assertThat(alone.prompts()).allMatch(prompt -> prompt.traces().isEmpty());
            assertThat(alone.counts().problems()).isEqualTo(taught.counts().problems());
        }
    }

    @Test
    void withoutAFilterTheTracesOfAMethodThatTakesNoneAreUnread() throws IOException {
        Experiment onPolicy = Declarations.with(
                experiment(TRAINING, filter("longPrompts", Treatment.DROP)),
                Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 200));
        Experiment reading = Declarations.with(
                onPolicy,
                "data",
                new Data(TRAINING, Declarations.with(onPolicy.filter(), "unreadableAnswers", Treatment.DROP)));
        try (TrainingData data = fixture.data(reading)) {
            assertThat(data.prompts()).hasSize(7);
            assertThat(data.counts().traces()).isNull();
            assertThat(data.counts().rejectedTraces()).isNull();
        }
    }

    @Test
    void aWrongTraceIsKeptAndCountedUnlessItIsDropped() throws IOException {
        var keeping = Declarations.with(DROP_ALL, "wrongTraces", Treatment.WARN);
        try (TrainingData data = fixture.data(experiment(TRAINING, keeping))) {
            assertThat(fixture.traces(data)).containsKey("4");
            assertThat(data.counts().rejectedTraces()).isEqualTo(1);
        }
    }

    @Test
    void aTargetContinuesWhatThePromptBegins() throws IOException {
        Experiment opened =
                Declarations.with(experiment(TRAINING, DROP_ALL), "template", "{system}\n{problem}\n<think>\n");
        try (TrainingData data = fixture.data(opened)) {
            Prompt first = data.prompts().get(0);
            assertThat(fixture.tokenizer.decodeWithSpecials(first.tokens()))
                    .isEqualTo("Think first.\nWhat is $1 + 1$?\n<think>\n");
            assertThat(fixture.traces(data).get("0"))
                    .containsExactly(
                            "One and one.\n</think>\nIt is \\boxed{2}.", "Two ones.\n</think>\nIt is \\boxed{2}.");
        }
        assertThat(PromptText.continuing("a<think>", "<think>\nb")).isEqualTo("\nb");
        assertThat(PromptText.continuing("a<think>\n", "<think> b")).isEqualTo("<think> b");
        assertThat(PromptText.continuing("a", "<think>\nb")).isEqualTo("<think>\nb");
    }

    @Test
    void theSystemMessageOfARowIsPartOfItsPromptAsInAnEvaluation() throws IOException {
        Experiment raw = experiment(TRAINING, DROP_ALL);
        try (TrainingData data = fixture.data(raw)) {
            assertThat(text(data)).isEqualTo("Think first.\n\nWhat is $1 + 1$?");
        }
        try (TrainingData data = fixture.data(Declarations.with(raw, "data", dataWithoutSystem()))) {
            assertThat(text(data)).isEqualTo("What is $1 + 1$?");
            assertThat(data.system()).isEmpty();
        }
        Experiment chat = Declarations.with(raw, "conversation", new Conversation(""));
        try (TrainingData data = fixture.data(chat)) {
            assertThat(text(data))
                    .isEqualTo("<|im_start|>system\nThink first.<|im_end|>\n<|im_start|>user\nWhat is $1 + 1$?"
                            + "<|im_end|>\n<|im_start|>assistant\n");
        }
        try (TrainingData data = fixture.data(Declarations.with(raw, "conversation", new Conversation("Be brief.")))) {
            assertThat(text(data)).startsWith("<|im_start|>system\nBe brief.<|im_end|>\n");
        }
    }

    private static Data dataWithoutSystem() {
        return new Data(TRAINING.without("system"), DROP_ALL);
    }

    private String text(TrainingData data) {
        return fixture.tokenizer.decodeWithSpecials(data.prompts().get(0).tokens());
    }

    @Test
    void parquetAndJsonLinesOfTheSameRowsGiveTheSameData() throws IOException {
        try (TrainingData parquet = fixture.data(experiment(TRAINING, DROP_ALL));
                TrainingData lines = fixture.data(
                        experiment(TRAINING.in(Layout.Format.JSONL), DROP_ALL),
                        DataFixture.FIXTURES.resolve("luffy-training.jsonl"),
                        null)) {
            assertThat(lines.counts()).isEqualTo(parquet.counts());
            assertThat(fixture.traces(lines)).isEqualTo(fixture.traces(parquet));
        }
    }

    @Test
    void whatIsPreparedIsUsedAgainByEveryRunItIsRightFor() throws IOException {
        Experiment experiment = experiment(TRAINING, DROP_ALL);
        Map<String, List<String>> first;
        try (TrainingData data = fixture.data(experiment)) {
            first = fixture.traces(data);
            assertThat(fixture.prepared()).isTrue();
        }
        try (TrainingData data = fixture.data(Declarations.withSeed(experiment, 43))) {
            assertThat(fixture.prepared()).isFalse();
            assertThat(fixture.traces(data)).isEqualTo(first);
        }
        fixture.data(Declarations.with(experiment, "template", "{problem}!")).close();
        assertThat(fixture.prepared()).isTrue();
        assertThat(folders()).hasSize(2);
    }

    @Test
    void damageIsNoticedAndMended() throws IOException {
        Experiment experiment = experiment(TRAINING, DROP_ALL);
        fixture.data(experiment).close();
        Map<String, byte[]> intact = contents(folders().get(0));
        assertThat(intact).containsOnlyKeys("index.bin", "key.json", "prompts.bin");
        for (String name : List.of("index.bin", "prompts.bin")) {
            for (int at = 0; at < intact.get(name).length; at += intact.get(name).length / 5) {
                byte[] damaged = intact.get(name).clone();
                damaged[at] ^= 0x40;
                Files.write(folders().get(0).resolve(name), damaged);
                fixture.data(experiment).close();
                assertThat(fixture.prepared()).as(name + " at " + at).isTrue();
            }
            Files.write(folders().get(0).resolve(name), Arrays.copyOf(intact.get(name), 20));
            fixture.data(experiment).close();
            assertThat(contents(folders().get(0))).usingRecursiveComparison().isEqualTo(intact);
        }
    }

    @Test
    void aStopLeavesNothingHalfDone() throws IOException {
        List<Problem> many = new ArrayList<>();
        for (int i = 0; i < 2500; i++) many.add(new Problem("p" + i, i + "+7=", "" + (i + 7), "", ""));
        JsonLines.writeProblems(own.problems, many);
        Experiment onPolicy = Declarations.of(Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 16), 1);
        int[] checks = {0};
        fixture.stopping(() -> {
            if (++checks[0] == 45) throw new StopRequested();
        });
        assertThatThrownBy(() -> fixture.data(onPolicy, own.problems, null)).isInstanceOf(StopRequested.class);
        assertThat(fixture.events)
                .contains(new Event.Phase("preparing the data, 2,000 rows read"))
                .doesNotContain(new Event.Phase("preparing the data, 3,000 rows read"));
        assertThat(folders()).isEmpty();
        fixture.stopping(() -> {});
        fixture.data(onPolicy, own.problems, null).close();
        assertThat(folders()).hasSize(1);
    }

    @Test
    void theCountsAreTheSameBytesOnEveryMachine() throws IOException {
        try (TrainingData data = fixture.data(experiment(TRAINING, DROP_ALL))) {
            assertThat(Json.canonical(data.counts()))
                    .isEqualTo("{\"problems\":{\"dropped\":{\"longPrompts\":1,\"longTraces\":1,\"missingTraces\":2,"
                            + "\"unreadableAnswers\":1,\"wrongTraces\":1},\"kept\":3,\"read\":9},\"rejectedTraces\":0,"
                            + "\"rows\":10,\"traces\":{\"dropped\":{\"longTraces\":1,\"ofDroppedProblems\":2,"
                            + "\"wrongTraces\":1},\"kept\":5,\"read\":9}}");
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(fixture.prepared)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static DataCounts.Part part(long read, long kept, Map<String, Long> dropped) {
        return new DataCounts.Part(read, kept, new TreeMap<>(dropped));
    }
}
