package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonLinesTest {
    private static final String GOOD = "{\"id\":\"a\",\"prompt\":\"1+1\",\"answer\":\"2\"}";

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsRead() {
        List<Problem> problems = List.of(
                new Problem("1", "a \"quoted\"\nprompt ∑ 😀", "42", "sum", "hard"),
                new Problem("2", "b", "-7", "", ""));
        List<Trace> traces = List.of(new Trace("1", "so\t...</think>42"), new Trace("1", "or so"));
        Path p = folder.resolve("new/p.jsonl");
        Path t = folder.resolve("t.jsonl");
        JsonLines.writeProblems(p, problems);
        JsonLines.writeTraces(t, traces);
        assertThat(JsonLines.readProblems(p)).isEqualTo(problems);
        assertThat(JsonLines.readTraces(t)).isEqualTo(traces);
    }

    @Test
    void theBytesOfALineAreFixed() {
        assertThat(JsonLines.line(new Problem("1", "é", "2", "f", "l")))
                .isEqualTo(utf8("{\"id\":\"1\",\"prompt\":\"é\",\"answer\":\"2\",\"family\":\"f\",\"level\":\"l\"}\n"));
        assertThat(JsonLines.line(new Trace("1", "</think>2")))
                .isEqualTo(utf8("{\"problemId\":\"1\",\"text\":\"</think>2\"}\n"));
    }

    @Test
    void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("p.jsonl");
        JsonLines.writeTraces(file, List.of(new Trace("1", "old"), new Trace("2", "old")));
        JsonLines.writeTraces(file, List.of(new Trace("1", "new")));
        assertThat(JsonLines.readTraces(file)).containsExactly(new Trace("1", "new"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFailedWriteKeepsTheOldFile() throws IOException {
        Path file = folder.resolve("p.jsonl");
        JsonLines.writeTraces(file, List.of(new Trace("1", "old")));
        Iterable<Trace> broken = () -> Stream.of("1", "2")
                .map(id -> new Trace(id, id.equals("2") ? "" : "new"))
                .iterator();
        assertThatThrownBy(() -> JsonLines.writeTraces(file, broken)).hasMessageContaining("blank");
        assertThat(JsonLines.readTraces(file)).containsExactly(new Trace("1", "old"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void halfASurrogatePairIsWrittenAsAnEscapeAndReadBack() {
        Path file = folder.resolve("half.jsonl");
        JsonLines.writeTraces(file, List.of(new Trace("1", "half a pair: \uD83D.")));
        assertThat(JsonLines.readTraces(file)).containsExactly(new Trace("1", "half a pair: \uD83D."));
    }

    @Test
    void unknownFieldsBlankLinesAndCarriageReturnsAreIgnoredAndIntegersAreText() {
        Path file = file(
                "\r\n{\"id\":7,\"prompt\":\"p\",\"answer\":123456789012345678901234567890,\"extra\":{\"x\":[1]},\"level\":null}\r\n\n  \n");
        assertThat(JsonLines.readProblems(file))
                .containsExactly(new Problem("7", "p", "123456789012345678901234567890", "", ""));
    }

    @Test
    void aLastLineWithoutLineFeedCounts() {
        assertThat(JsonLines.readProblems(file(GOOD))).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":"b","prompt":"p"                         | malformed JSON
            {"id":"b","id":"c","prompt":"p","answer":"1"}  | malformed JSON
            {"id":"b","prompt":"p","answer":"1"} x         | malformed JSON
            ["b","p","1"]                                  | no JSON object
            {"prompt":"p","answer":"1"}                    | 'id' is missing
            {"id":"b","answer":"1"}                        | 'prompt' is missing
            {"id":"b","prompt":"p","answer":null}          | 'answer' is missing
            {"id":"b","prompt":" ","answer":"1"}           | 'prompt' is blank
            {"id":"b","prompt":"p","answer":1.5}           | neither a string nor an integer
            {"id":"b","prompt":["p"],"answer":"1"}         | neither a string nor an integer
            {"id":"a","prompt":"p","answer":"1"}           | occurs a second time
            """)
    void aBadLineIsNamedByItsNumber(String line, String reason) {
        Path file = file(GOOD + "\n\n" + line + "\n");
        MalformedDataException e =
                catchThrowableOfType(MalformedDataException.class, () -> JsonLines.readProblems(file));
        assertThat(e.file()).isEqualTo(file);
        assertThat(e.line()).isEqualTo(3);
        assertThat(e.reason()).contains(reason);
        assertThat(e.fix()).isNotBlank();
        assertThat(e).hasMessageContainingAll(file + ":3", reason, e.fix());
    }

    @Test
    void aFileWithoutALineIsRefused() {
        for (String content : List.of("", "\n \n")) {
            Path file = file(content);
            assertThatThrownBy(() -> JsonLines.readProblems(file))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("no problem");
            assertThatThrownBy(() -> JsonLines.readTraces(file))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("no trace");
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedAtTheirLine() throws IOException {
        Path file = folder.resolve("latin1.jsonl");
        Files.write(file, (GOOD + "\n" + GOOD.replace("1+1", "é") + "\n").getBytes(StandardCharsets.ISO_8859_1));
        MalformedDataException e =
                catchThrowableOfType(MalformedDataException.class, () -> JsonLines.readProblems(file));
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.reason()).contains("not UTF-8");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> JsonLines.readTraces(folder.resolve("nowhere.jsonl")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere.jsonl");
    }

    @Test
    void linesBeforeABadOneAreHandedOnBecauseTheFileIsStreamed() {
        Path file = file(GOOD + "\n{");
        List<Problem> seen = new ArrayList<>();
        assertThatThrownBy(() -> JsonLines.forEachProblem(file, seen::add)).isInstanceOf(MalformedDataException.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void randomDamageGivesARecordOrTheOneException() throws IOException {
        byte[] good = utf8(GOOD + "\n" + GOOD.replace("\"a\"", "\"ü\"") + "\n");
        SplittableRandom random = new SplittableRandom(5);
        Path file = folder.resolve("damaged.jsonl");
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            Files.write(file, damaged);
            try {
                assertThat(JsonLines.readProblems(file)).hasSizeBetween(1, 2);
            } catch (MalformedDataException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(50, 299);
    }

    private Path file(String content) {
        try {
            return Files.write(folder.resolve("input.jsonl"), utf8(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
