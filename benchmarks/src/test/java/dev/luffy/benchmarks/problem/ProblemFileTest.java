package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemFileTest {

    private static final Layout PLAIN = new Layout(null, Map.of("problem", "q", "answer", "a"), Map.of());
    private static final Layout WITH_ID = PLAIN.with("id", "id");

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theThreeFormsOfJsonHoldTheSameProblems() throws IOException {
        String one = "{\"id\": 60, \"q\": \"one\", \"a\": 1.50}";
        String two = "{\"id\": 61, \"q\": \"two\\n\", \"a\": -2e3}";
        ProblemFile expected = ProblemFile.read(file("a.jsonl", one + "\n\n" + two), WITH_ID);

        assertThat(expected.problems())
                .containsExactly(new Problem("60", "one", "1.50", "", ""), new Problem("61", "two\n", "-2e3", "", ""));
        assertThat(ProblemFile.read(file("a.json", "[" + one + ",\n" + two + "]"), WITH_ID))
                .isEqualTo(expected);
        assertThat(ProblemFile.read(
                        file(
                                "b.json",
                                "{\"name\": \"x\", \"about\": {\"a\": [1]},\n\"rows\": [" + one + "," + two + "]}"),
                        WITH_ID))
                .isEqualTo(expected);
        assertThat(ProblemFile.read(file("noname", one + "\n" + two), WITH_ID.in(Layout.Format.JSONL)))
                .isEqualTo(expected);
    }

    @Test
    void idsThatAreMissingDoNotDependOnTheOrderOfRows() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add("{\"q\": \"What is " + i + "?\", \"a\": " + i + "}");
        }
        List<Problem> first = new ArrayList<>(ProblemFile.read(file("a.jsonl", String.join("\n", lines)), PLAIN)
                .problems());
        Collections.shuffle(lines, new Random(1));
        List<Problem> second = ProblemFile.read(file("b.jsonl", String.join("\n", lines)), PLAIN)
                .problems();

        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(first.get(0).id()).isEqualTo("5c446c3f89ab").hasSize(12);
    }

    @Test
    void aRowAgainIsASampleAndAnotherProblemUnderItsIdAnError() throws IOException {
        String row = "{\"id\": \"x\", \"q\": \"one\", \"a\": 1}\n";
        String other = "{\"id\": \"y\", \"q\": \"two\", \"a\": 2}\n";
        assertThat(ProblemFile.read(file("a.jsonl", row + other + row + row + other), WITH_ID)
                        .repeats())
                .isEqualTo(2);
        assertThat(ProblemFile.read(file("a.jsonl", row + other + row), WITH_ID).repeats())
                .isEqualTo(1);

        refused(
                row + other + row.replace("one", "three"),
                WITH_ID,
                ":3: the id \"x\" is already that of line 1, whose problem");
        refused(row + row.replace(": 1", ": 2"), WITH_ID, ":2: the id \"x\" is already that of line 1, whose answer");
        refused(row + row.replace(": 1", ": 2"), PLAIN, ":2: the id ", "line 1, whose answer differs");
        refused(
                row.replace("}", ",\"l\": 1}") + row.replace("}", ",\"l\": 2}"),
                WITH_ID.with("level", "l"),
                "whose subject, level or tolerance differs");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"id": 1, "q": "?"}                       | :2: the answer is missing: nothing is at "a"; the row has the fields "id", "q"
            {"id": 1, "q": "?", "a": null}            | :2: the answer is missing
            {"id": 1, "q": "?", "a": []}              | :2: the answer is empty
            {"id": 1, "q": "?", "a": ["\\n"]}         | :2: the answer is empty
            {"id": 1, "q": "?", "a": {"b": 1}}        | :2: the answer is an object with "b"
            {"id": 1, "q": "?", "a": [[1]]}           | :2: the answer is a list of 1
            {"id": 1, "q": ["?"], "a": 1}             | :2: the problem is a list of 1, no text
            {"id": 1, "q": " ", "a": 1}               | :2: the problem is blank
            {"id": 1, "a": 1}                         | :2: the problem is missing
            {"q": "?", "a": 1}                        | :2: the id is missing
            {"id": " ", "q": "?", "a": 1}             | :2: the id is a text
            {"id": 1, "q": "?", "a": 1, "t": "big"}   | :2: the tolerance "big" is no number
            {"id": 1, "q": "\\ud800", "a": 1}         | :2: the text "?" has half of a surrogate pair
            {"id": 1, "q": "?", "a": 1                | :2: this is not JSON
            {"id": 1, "q": "?", "a": 1, "a": 2}       | :2: this is not JSON: Duplicate
            {"id": 1, "q": "?", "a": 1} 7             | :2: something follows the object
            [1]                                       | :2: this is no JSON object
            """)
    void aRowThatIsNoProblemIsRefusedByItsLine(String row, String problem) throws IOException {
        Layout layout = WITH_ID.with("tolerance", "t");
        String good = "{\"id\": 0, \"q\": \"good\", \"a\": 0, \"t\": 1e-3}\n";
        String expected = problem.replace("\"?\" has half", "\"\ud800\" has half");

        assertThatThrownBy(() -> ProblemFile.read(file("rows.jsonl", good + row), layout))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(folder.resolve("rows.jsonl") + expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            7                                   | rows.json: there is no array of objects
            {"a": 1}                            | rows.json: there is no array of objects
            {"id": 1}\\n{"id": 2}               | rows.json: there is no array of objects. Give one array of objects
            {"a": [], "b": []}                  | rows.json:1: there is a second array, "b", beside "a"
            [{"id": 1, "q": "?", "a": 1},\\n 3] | rows.json:2: an element of the array is no object
            [{"id": 1, "q": "?", "a": 1}]\\n 3  | rows.json:2: something follows the first value
            [{"id": 1, "q": "?", "a": 1},\\n    | rows.json:2: this is not JSON
            [{"id": 1,\\n "q": "?"}]            | rows.json:1: the answer is missing
            []                                  | rows.json: there is no problem
            """)
    void aJsonFileThatHoldsNoProblemsIsRefused(String text, String problem) throws IOException {
        Path file = file("rows.json", text.replace("\\n", "\n"));

        assertThatThrownBy(() -> ProblemFile.read(file, WITH_ID))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void filesThatCannotBeReadAreRefused() throws IOException {
        refused("", WITH_ID, "rows.jsonl: there is no problem");
        assertThatThrownBy(() -> ProblemFile.read(folder.resolve("no.json"), WITH_ID))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ProblemFile.read(file("rows.csv", "a,b"), WITH_ID))
                .hasMessageContaining("format cannot be told");
        byte[] latin = "[\n{\"id\": 1, \"q\": \"é\"}]".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("latin.json"), latin);
        assertThatThrownBy(() -> ProblemFile.read(folder.resolve("latin.json"), WITH_ID))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("latin.json:2: the line is not UTF-8");
        assertThatThrownBy(() -> ProblemFile.read(file("bom.json", "\uFEFF[]"), WITH_ID))
                .hasMessageContaining("byte order mark");
        assertThatThrownBy(() -> ProblemFile.read(file("deep.json", "[".repeat(100_000)), WITH_ID))
                .isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> ProblemFile.read(file("deep2.json", "[{\"a\":" + "[".repeat(100_000)), WITH_ID))
                .isInstanceOf(MalformedDataException.class);
    }

    @Test
    void pathsThatLeadNowhereAndConditionsThatNothingMeetsAreRefused() throws IOException {
        String row = "{\"id\": 1, \"q\": \"?\", \"a\": 1, \"s\": \"x\"}\n";
        refused(
                row,
                WITH_ID.with("level", "difficulty"),
                "no row has a level at \"difficulty\"; the first row has the fields \"id\", \"q\"");
        assertThat(ProblemFile.read(file("rows.jsonl", row), WITH_ID.with("level", "difficulty?"))
                        .problems())
                .hasSize(1);
        refused(row, WITH_ID.only("s", "y"), "no row has s = \"y\"; there are rows with s = \"x\"");
        refused(row, WITH_ID.only("z.z", "y"), "there are rows with z.z = null; the first row has the fields \"id\"");
        refused(
                "{\"x\": 1, \"y\": 2}",
                Layout.detected(),
                "no known layout fits; the first row has the fields \"x\", \"y\"");
    }

    @Test
    void damagedChoicesAreRefused() throws IOException {
        Layout listed = new Layout(null, Map.of("problem", "q", "choices", "c", "correct", "a"), Map.of());
        refused(
                "{\"q\": \"?\", \"c\": [\"x\", \"y\"], \"a\": \"C\"}",
                listed,
                ":1: the correct choice \"C\" is none of the 2");
        refused(
                "{\"q\": \"?\", \"c\": [\"x\", \"y\"], \"a\": 2}",
                listed,
                ":1: the correct choice \"2\" is none of the 2");
        refused("{\"q\": \"?\", \"c\": [], \"a\": 0}", listed, ":1: the choices are a list of 0");
        refused("{\"q\": \"?\", \"c\": \"x\", \"a\": 0}", listed, ":1: the choices are a text");
        refused("{\"q\": \"?\", \"c\": [null], \"a\": 0}", listed, ":1: a choice is null, no text");
        refused("{\"q\": \"?\", \"c\": [\"x\"]}", listed, ":1: the correct is missing");
        refused("{\"q\": \"?\", \"c\": [\"x\"], \"a\": [0]}", listed, ":1: the correct choice is a list of 1");
        refused(
                "{\"q\": \"?\", \"c\": [\"x\"], \"l\": [], \"a\": 0}",
                listed.with("labels", "l"),
                "the choices are a list of 0");
    }

    private void refused(String rows, Layout layout, String... parts) throws IOException {
        Path file = file("rows.jsonl", rows);
        assertThatThrownBy(() -> ProblemFile.read(file, layout))
                .isInstanceOf(MalformedDataException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
