package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingFileTest {

    private static final Path PARQUET = Path.of("src/test/fixtures/luffy-training.parquet");
    private static final String ROW = """
            {"prompt": [{"role": "user", "content": "%s"}], "reward_model": {"ground_truth": "%s"},\
             "extra_info": {"index": %s}, "target": %s}
            """;

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Example> examples(Path file) {
        List<Example> examples = new ArrayList<>();
        Layout layout = TrainingFile.survey(file, Layout.detected(), true).layout();
        TrainingFile.forEach(file, layout, examples::add);
        return examples;
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "jsonl"})
    void luffysTrainingFileHasItsTeachersResponses(String format) {
        Path file = Path.of("src/test/fixtures/luffy-training." + format);
        TrainingFile survey = TrainingFile.survey(file, Layout.detected(), true);
        assertThat(survey.layout())
                .isEqualTo(Layout.named("luffy-training")
                        .in(format.equals("parquet") ? Layout.Format.PARQUET : Layout.Format.JSONL));
        assertThat(survey.rows()).isEqualTo(10);
        assertThat(survey.ids().size()).isEqualTo(9);
        assertThat(survey.ids().indexOf("9")).isEqualTo(8);

        List<Example> examples = examples(file);
        assertThat(examples.get(0))
                .isEqualTo(new Example(
                        new Problem("0", "What is $1 + 1$?", "2", "", ""),
                        "Think first.",
                        List.of("<think>\nOne and one.\n</think>\nIt is \\boxed{2}."),
                        0,
                        false,
                        1));
        assertThat(examples)
                .extracting(example -> example.targets().size())
                .containsExactly(1, 2, 0, 0, 1, 1, 1, 1, 1, 1);
        assertThat(examples).extracting(Example::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 8);
        assertThat(examples).filteredOn(Example::repeated).singleElement().satisfies(again -> {
            assertThat(again.problem()).isEqualTo(examples.get(0).problem());
            assertThat(again.row()).isEqualTo(9);
            assertThat(again.targets()).isNotEqualTo(examples.get(0).targets());
        });
    }

    @Test
    void aSurveyLeavesTheTeachersTextsUnread() throws IOException {
        Layout detected = Layout.detected();
        String read = "[{\"role\": \"assistant\", \"content\": \"Yes.\"}]";
        Path wrong = file("wrong.jsonl", ROW.formatted("a", 1, 1, read.replace("assistant", "user")));
        assertThat(TrainingFile.survey(wrong, detected, true).rows()).isEqualTo(1);
        assertThatThrownBy(() -> examples(wrong)).hasMessageContaining("wrong.jsonl:1: a target's role is \"user\"");

        // Damage in the column of targets, which pages of the others do not feel.
        byte[] bytes = Files.readAllBytes(PARQUET);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Nothing is left");
        Arrays.fill(bytes, at - 40, at, (byte) 0xff);
        Path damaged = Files.write(folder.resolve("damaged.parquet"), bytes);
        assertThat(TrainingFile.survey(damaged, detected, true).rows()).isEqualTo(10);
        assertThatThrownBy(() -> examples(damaged)).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void luffysFileWithoutTargetsHasNone() {
        TrainingFile survey = TrainingFile.survey(Path.of("src/test/fixtures/luffy.parquet"), Layout.detected(), true);

        assertThat(survey.layout().fields()).containsKeys("problem", "answer").doesNotContainKey("target");
    }

    @Test
    void idsThatTwoProblemsShareGiveWayToDigestsUnlessTheyAreDeclared() throws IOException {
        Path file = file(
                "rows.jsonl",
                ROW.formatted("a", 1, 1, null) + ROW.formatted("b", 2, 2, null) + ROW.formatted("c", 3, 1, null));
        List<Example> examples = examples(file);

        assertThat(TrainingFile.survey(file, Layout.detected(), true).layout().fields())
                .doesNotContainKey("id");
        assertThat(examples)
                .extracting(example -> example.problem().id())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{12}"));
        Layout declared = Layout.named("luffy-training").with("id", "extra_info.index");
        assertThatThrownBy(() -> TrainingFile.survey(file, declared, true))
                .hasMessageContaining("rows.jsonl:3: the id \"1\" is already that of line 1, whose problem differs");
    }

    @Test
    void aProblemAgainUnderAnotherSystemMessageIsAnotherPrompt() throws IOException {
        String row = "{\"q\": \"?\", \"a\": 1, \"s\": \"%s\"}\n";
        Layout layout = new Layout(null, Map.of("problem", "q", "answer", "a", "system", "s"), Map.of());
        Path file = file("rows.jsonl", row.formatted("x") + row.formatted("y"));

        assertThatThrownBy(() -> TrainingFile.survey(file, layout, true))
                .hasMessageContaining("whose system message differs");
        assertThat(ProblemFile.read(file, layout).systems()).containsExactly("x", "y");
        assertThat(TrainingFile.survey(file, layout, false).ids().size()).isEqualTo(1);
    }

    @Test
    void thisProjectsOwnLinesAreReadAsTheyAlwaysWere() throws IOException {
        Problem problem = new Problem("a", "2+2=", "4", "sum", "easy", List.of("four"), "");
        Path own = file("own.txt", "\n" + JsonLines.line(problem) + "\n");

        assertThat(TrainingFile.survey(own, Layout.detected(), true).layout()).isNull();
        assertThat(examples(own)).containsExactly(new Example(problem, "", List.of(), 0, false, 2));
        Path twice = file("twice.jsonl", (JsonLines.line(problem) + "\n").repeat(2));
        assertThatThrownBy(() -> TrainingFile.survey(twice, Layout.detected(), true))
                .hasMessage(twice + ":2: the id \"a\" is already that of line 1. Give every problem its own id.");
    }

    @Test
    void ownLinesUnderAConditionAreReadByTheirLayout() throws IOException {
        Path own = file(
                "own.jsonl",
                JsonLines.line(new Problem("a", "2+2=", "4", "", "easy")) + "\n"
                        + JsonLines.line(new Problem("b", "2+3=", "5", "", "hard")));
        Layout hard = Layout.detected().only("level", "hard");

        TrainingFile survey = TrainingFile.survey(own, hard, true);

        assertThat(survey.layout())
                .isEqualTo(Layout.named("luffy-jsonl").in(Layout.Format.JSONL).only("level", "hard"));
        assertThat(survey.rows()).isEqualTo(1);
        assertThat(survey.ids().indexOf("b")).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"id": "a", "prompt": "x", "answer": 1}                 | true
            {"id": "a", "prompt": "x", "answer": 1, "question": ""} | true
            {"id": "a", "prompt": [], "answer": 1}                  | false
            {"id": "a", "prompt": "x"}                              | false
            {"id": "a", "prompt": "x", "answer": null}              | false
            {"id":                                                  | false
            [{"id": "a", "prompt": "x", "answer": 1}]               | false
            """)
    void ownLinesAreKnownByTheFirst(String line, boolean own) throws IOException {
        assertThat(TrainingFile.isOwn(file("rows.jsonl", line))).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"role": "user", "content": "x"}       | a target's role is "user", not "assistant". A target is what
            [{"content": "x"}]                     | a target's role is null, not "assistant"
            [{"role": "assistant", "content": 7}]  | a target is a numeral, no text
            [["x"]]                                | a target is a list of 1, no text
            7                                      | a target is a numeral, no text
            """)
    void aTargetThatIsNotTheTeachersIsRefused(String target, String problem) throws IOException {
        Path file = file("rows.jsonl", ROW.formatted("a", 1, 1, "[\"x\"]") + ROW.formatted("b", 2, 2, target));

        assertThatThrownBy(() -> examples(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("rows.jsonl:2: " + problem);
    }

    @Test
    void targetsMayBeTextsAndEmptyOnesAreLeftToTheReader() throws IOException {
        Path file = file(
                "rows.jsonl",
                ROW.formatted("a", 1, 1, "\"x\"")
                        + ROW.formatted("b", 2, 2, "[\"x\", \"\", null]")
                        + ROW.formatted("c", 3, 3, "[{\"role\": \"assistant\", \"content\": null}]"));

        assertThat(examples(file))
                .extracting(Example::targets)
                .containsExactly(List.of("x"), List.of("x", "", ""), List.of(""));
    }

    @Test
    void whatAFileLacksIsNamedWithWhatItHas() throws IOException {
        Path other = file("other.jsonl", "{\"x\": 1, \"y\": 2}\n");
        assertThatThrownBy(() -> TrainingFile.survey(other, Layout.detected(), true))
                .hasMessageContaining("no known layout fits; the first row has the fields \"x\", \"y\"")
                .hasMessageContaining("luffy-training");
        assertThatThrownBy(() -> TrainingFile.survey(other, Layout.named("luffy-training"), true))
                .hasMessageContaining("the problem is missing: nothing is at \"prompt[role=user].content\"; the row has"
                        + " the fields \"x\", \"y\"");
        Layout traced = Layout.named("luffy-training").with("target", "trace");
        assertThatThrownBy(() -> TrainingFile.survey(PARQUET, traced, true))
                .hasMessageContaining("luffy-training.parquet: no row has a target at \"trace\"");
        Layout unanswered = Layout.named("luffy-training").with("answer", "solution");
        assertThatThrownBy(() -> TrainingFile.survey(PARQUET, unanswered, true))
                .hasMessageContaining("luffy-training.parquet:1: the answer is missing: nothing is at \"solution\"")
                .hasMessageContaining("\"reward_model\", \"extra_info\"");
    }
}
