package dev.luffy.runtime.data;

import static dev.luffy.runtime.data.DataFixture.DROP_ALL;
import static dev.luffy.runtime.data.DataFixture.PARQUET;
import static dev.luffy.runtime.data.DataFixture.TRAINING;
import static dev.luffy.runtime.data.DataFixture.experiment;
import static dev.luffy.runtime.data.DataFixture.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Filter;
import dev.luffy.runtime.experiment.Filter.Treatment;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.train.Run;
import dev.luffy.runtime.train.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training data that cannot be trained on: each failure names the file, the row or problem, and the fix. */
class BadDataTest {

    private static final Layout LINES = TRAINING.in(Layout.Format.JSONL);
    private static final String ROW = """
            {"prompt": [{"role": "user", "content": "%s"}], "reward_model": {"ground_truth": "%s"},\
             "extra_info": {"index": %d}, "target": %s}
            """;
    private static final String RIGHT = "[{\"role\": \"assistant\", \"content\": \"so</think>7\"}]";

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

    private Path rows(String... rows) throws IOException {
        return Files.writeString(folder.resolve("rows.jsonl"), String.join("", rows));
    }

    private void assertRefused(Experiment experiment, Path file, String... parts) {
        assertThatThrownBy(() -> fixture.data(experiment, file, null))
                .isInstanceOfAny(MalformedDataException.class, InvalidInputException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(fixture.prepared.toFile().listFiles(java.io.File::isDirectory))
                .isNullOrEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            null                                    | rows.jsonl:2: the row has no target. Give it
            []                                      | rows.jsonl:2: the row has no target. Give it
            [{"role": "assistant", "content": " "}] | rows.jsonl:2: a target is empty. Give it
            ["x</think>7", ""]                      | rows.jsonl:2: a target is empty. Give it
            """)
    void aRowWithoutTheTeachersResponseIsRefusedUnlessItIsDropped(String target, String problem) throws IOException {
        Path file = rows(ROW.formatted("3+4=", "7", 1, RIGHT), ROW.formatted("2+5=", "7", 2, target));
        assertRefused(experiment(LINES, null), file, problem, "<data><filter><missingTraces>DROP.");

        try (TrainingData data = fixture.data(experiment(LINES, filter("missingTraces", Treatment.DROP)), file, null)) {
            assertThat(data.counts().problems().read()).isEqualTo(2);
            assertThat(data.prompts()).hasSize(target.contains("7") ? 2 : 1);
        }
    }

    @Test
    void aTargetOfAnotherRoleIsRefusedWhateverIsDropped() throws IOException {
        Path file = rows(ROW.formatted("3+4=", "7", 1, RIGHT.replace("assistant", "user")));
        assertRefused(
                experiment(LINES, DROP_ALL), file, "rows.jsonl:1: a target's role is \"user\", not \"assistant\"");
    }

    @Test
    void fewerTargetsThanTheMethodTakesAreNamedByTheirProblem() throws IOException {
        Method two = Declarations.with(Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 200), "offPolicyRollouts", 2);
        Path file = rows(
                ROW.formatted("3+4=", "7", 1, "[\"a</think>7\", \"b</think>7\"]"),
                ROW.formatted("2+5=", "7", 2, RIGHT));
        Experiment experiment = Declarations.with(experiment(LINES, null), two);
        assertRefused(
                experiment,
                file,
                "rows.jsonl: problem '2' has 1 traces, but the method takes 2 a prompt (<offPolicyRollouts>)",
                "<missingTraces>DROP");
        Experiment dropping =
                Declarations.with(experiment, "data", new Data(LINES, filter("missingTraces", Treatment.DROP)));
        try (TrainingData data = fixture.data(dropping, file, null)) {
            assertThat(data.prompts())
                    .singleElement()
                    .matches(prompt -> prompt.traces().size() == 2);
        }
    }

    @Test
    void longTracesAndPromptsNameTheNumberThatTheyExceed() throws IOException {
        Path file = rows(ROW.formatted("3+4=", "7", 1, RIGHT));
        assertRefused(
                experiment(LINES, filter("traceTokens", 5)),
                file,
                "rows.jsonl:1: the trace of problem '1' has ",
                "but <data><filter><traceTokens> is 5. A cut trace",
                "<data><filter><longTraces>DROP");
        assertRefused(
                experiment(LINES, filter("promptTokens", 2)),
                file,
                "the prompt of problem '1' has ",
                "but <data><filter><promptTokens> is 2",
                "<data><filter><longPrompts>DROP");
        Experiment narrow = Declarations.with(experiment(LINES, DROP_ALL), new Rollout(120, 5, 1, 1, 0, 64));
        try (TrainingData data = fixture.data(narrow, file, null)) {
            assertThat(data.prompts()).isEmpty();
        }
    }

    @Test
    void aWrongTraceIsRefusedWhereThatIsDeclared() throws IOException {
        Path file = rows(ROW.formatted("3+4=", "8", 1, RIGHT));
        assertRefused(
                experiment(LINES, filter("wrongTraces", Treatment.REFUSE)),
                file,
                "rows.jsonl:1: the trace of problem '1' has no answer that the verifier accepts",
                "<data><filter><wrongTraces>DROP");
    }

    @Test
    void anAnswerThatIsNoIntegerIsRefusedUnlessItIsDropped() throws IOException {
        Path file = rows(ROW.formatted("3+4=", "seven", 1, RIGHT), ROW.formatted("2+5=", "7", 2, RIGHT));
        Reward integers = new Reward("</think>");
        assertRefused(
                Declarations.with(experiment(LINES, null), "reward", integers),
                file,
                "rows.jsonl: the answer of problem '1' is 'seven'",
                "<data><filter><unreadableAnswers>DROP");
        Filter dropping = filter("unreadableAnswers", Treatment.DROP);
        try (TrainingData data =
                fixture.data(Declarations.with(experiment(LINES, dropping), "reward", integers), file, null)) {
            assertThat(data.counts().problems().dropped()).containsEntry("unreadableAnswers", 1L);
        }
    }

    @Test
    void aTraceWithAnEndTokenInsideIsRefused() throws IOException {
        Path file = rows(ROW.formatted("3+4=", "7", 1, RIGHT.replace("so", "so<|im_end|>")));
        assertRefused(experiment(LINES, DROP_ALL), file, "rows.jsonl:1: the trace of problem '1'", "end-of-sequence");
    }

    @Test
    void aParquetFileThatIsCutOffIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(PARQUET);
        Path cut = folder.resolve("cut.parquet");
        for (int length : new int[] {0, whole.length / 2, whole.length - 1}) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertRefused(experiment(TRAINING, DROP_ALL), cut, cut.toString(), "Fetch or write the file anew.");
        }
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithThoseThatAre() {
        assertRefused(
                experiment(TRAINING.with("answer", "answer"), null),
                PARQUET,
                "luffy-training.parquet:1: the answer is missing: nothing is at \"answer\"; the row has the fields"
                        + " \"data_source\", \"prompt\", \"target\", \"ability\", \"reward_model\", \"extra_info\"");
    }

    @Test
    void limitsBeyondThoseOfTheRolloutsAreRefused() {
        assertThatThrownBy(() -> experiment(LINES, filter("traceTokens", 201)))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<data.filter.traceTokens> is 201, but must be at most")
                .hasMessageContaining("<maximumResponseTokens>, which is 200");
        assertThatThrownBy(() -> filter("longTraces", Treatment.WARN))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining("<longTraces> is WARN, but must be REFUSE or DROP");
    }

    private List<Event> run(Experiment experiment, Path problems, boolean traces) throws IOException {
        Request whole = own.request(experiment, Request.Resume.AUTO);
        Files.createDirectories(own.output());
        Request request = fixture.request(experiment, problems, traces ? own.traces : null);
        List<Event> events = new ArrayList<>();
        new Run(
                        new Request(
                                experiment,
                                request.inputs(),
                                Declarations.with(
                                        Declarations.with(
                                                request.paths(),
                                                "output",
                                                whole.paths().output()),
                                        "checkpoints",
                                        whole.paths().checkpoints()),
                                Request.Resume.AUTO),
                        () -> {},
                        events::add)
                .execute();
        return events;
    }

    @Test
    void aFilterThatLeavesTooFewProblemsIsRefusedWithTheCounts() {
        assertThatThrownBy(() -> run(experiment(TRAINING, DROP_ALL), PARQUET, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "luffy-training.parquet: <data><filter> leaves too few problems: 3 of 9 problems kept (dropped:")
                .hasMessageContaining("<schedule><promptsPerStep> is 4")
                .hasMessageContaining("drop less");
        Filter nothing = Declarations.with(DROP_ALL, "promptTokens", 1);
        assertThatThrownBy(() -> run(experiment(TRAINING, nothing), PARQUET, false))
                .hasMessageContaining("leaves too few problems: 0 of 9 problems kept (dropped: longPrompts 9)");
        assertThat(own.output().resolve("data.json")).doesNotExist();
    }

    @Test
    void whatIsKeptIsToldAndWrittenBeforeTraining() throws IOException {
        Experiment small = Declarations.with(
                experiment(TRAINING, DROP_ALL), new Schedule(1, 3, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 1));
        List<Event> events = run(small, PARQUET, false);
        assertThat(events)
                .filteredOn(Event.Prepared.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(
                                ((Event.Prepared) event).counts().problems().kept())
                        .isEqualTo(3));
        String written = Files.readString(own.output().resolve("data.json"));
        assertThat(written).contains("\"longPrompts\" : 1", "\"kept\" : 3");
        Files.delete(own.output().resolve("data.json"));
        assertThat(events).contains(new Event.Phase("preparing the data"));
        assertThat(run(small, PARQUET, false)).doesNotContain(new Event.Phase("preparing the data"));
        assertThat(own.output().resolve("data.json")).hasContent(written);
    }

    @Test
    void tracesThatAreNowhereOrInTwoPlacesAreRefused() {
        assertThatThrownBy(() -> run(experiment(TRAINING.without("target"), null), PARQUET, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "<method> LUFFY has <offPolicyRollouts> 1, but there are no <traces>, and the rows"
                                + " of <data> have no target");
        assertThatThrownBy(() -> run(experiment(TRAINING, null), PARQUET, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "<traces> is declared, but the rows of <data> have the teacher's responses too, at"
                                + " target. Leave <traces> out");
        Method alone = Preset.ON_POLICY.method(Method.Source.REFERENCE_CODE, 200);
        Experiment looking = Declarations.with(experiment(TRAINING.without("target"), DROP_ALL), alone);
        assertThatThrownBy(() -> run(looking, PARQUET, false))
                .hasMessageContaining("<data><filter> looks at the teacher's traces, but there are no <traces>");
    }
}
