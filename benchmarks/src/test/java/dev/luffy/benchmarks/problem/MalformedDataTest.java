package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedDataTest {

    private static final String GOOD = "{\"id\":\"p1\",\"prompt\":\"2 + 3?\",\"answer\":\"5\"}\n";

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("data.jsonl");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"id":"p2"                                         | this is not JSON
            {"id":"p2","prompt":"?","answer":"5"} x            | this is not JSON
            {"id":"p2","id":"p3","prompt":"?","answer":"5"}    | Duplicate field 'id'
            {"id":"p2","prompt":"?","answer":NaN}              | this is not JSON
            ["p2","?","5"]                                     | this is an array, no object
            null                                               | this is null, no object
            {"prompt":"?","answer":"5"}                        | the field "id" is missing
            {"id":null,"prompt":"?","answer":"5"}              | the field "id" is missing
            {"id":"p2","answer":"5"}                           | the field "prompt" is missing
            {"id":"p2","prompt":"?"}                           | the field "answer" is missing
            {"id":"  ","prompt":"?","answer":"5"}              | the field "id" is blank
            {"id":"p2","prompt":"\\n","answer":"5"}            | the field "prompt" is blank
            {"id":"p2","prompt":"?","answer":""}               | the field "answer" is blank
            {"id":7,"prompt":"?","answer":"5"}                 | the field "id" is a number, no string
            {"id":"p2","prompt":["?"],"answer":"5"}            | the field "prompt" is an array, no string
            {"id":"p2","prompt":"?","answer":true}             | the field "answer" is a boolean, no string
            {"id":"p2","prompt":"?","answer":"5","level":1}    | the field "level" is a number, no string
            {"id":"p2","prompt":"?","answer":"5","alternatives":"5"}    | the field "alternatives" is a string, no list
            {"id":"p2","prompt":"?","answer":"5","alternatives":[""]}   | the field "alternatives" is blank
            {"id":"p2","prompt":"?","answer":"5","alternatives":[true]} | the field "alternatives" is a boolean, no string
            {"id":"p2","prompt":"?","answer":"5","tolerance":[1]}       | the field "tolerance" is an array, no string
            {"id":"p2","prompt":"\\ud800","answer":"5"}        | the field "prompt" has half of a surrogate pair
            {"id":"p1","prompt":"?","answer":"5"}              | the id "p1" is already that of line 1
            """)
    void aLineThatIsNoProblemIsRefusedByItsNumber(String line, String problem) throws IOException {
        Files.writeString(file, GOOD + "\n" + line + "\n");

        MalformedDataException e = refusalOfProblems();

        assertThat(e.file()).isEqualTo(file);
        assertThat(e.line()).isEqualTo(3);
        assertThat(e.problem()).contains(problem);
        assertThat(e.fix()).matches("[A-Z].*\\.");
        assertThat(e).hasMessage(file + ":3: " + e.problem() + ". " + e.fix());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"text":"5"}                  | the field "problemId" is missing
            {"problemId":" ","text":"5"}  | the field "problemId" is blank
            {"problemId":"p1"}            | the field "text" is missing
            {"problemId":"p1","text":""}  | the field "text" is empty
            {"problemId":"p1","text":5}   | the field "text" is a number, no string
            """)
    void aLineThatIsNoTraceIsRefusedByItsNumber(String line, String problem) throws IOException {
        Files.writeString(file, line);

        assertThatExceptionOfType(MalformedDataException.class)
                .isThrownBy(() -> JsonLines.readTraces(file))
                .withMessageStartingWith(file + ":1: " + problem + ". ");
    }

    @Test
    void aFileWithoutALineIsRefused() throws IOException {
        Files.writeString(file, "\n \n");

        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ": there is no problem. ");
        assertThatThrownBy(() -> JsonLines.readTraces(file)).hasMessageStartingWith(file + ": there is no trace. ");
    }

    @Test
    void aFileThatIsNotThereOrIsAFolderIsRefused() throws IOException {
        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ": the file does not exist. ");

        Files.createDirectory(file);

        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ": the file cannot be read: ");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedByTheirLine() throws IOException {
        Files.write(file, (GOOD + "{\"id\":\"ü\"}").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ":2: the line is not UTF-8 (");
    }

    @Test
    void aByteOrderMarkIsNamedAsSuch() throws IOException {
        Files.writeString(file, "\uFEFF" + GOOD);

        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ":1: the line starts with a byte order mark. ");
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LineReader.MAX_BYTES + 1L);
        }

        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ":1: the line exceeds 33554432 bytes. ");
    }

    @Test
    void deepNestingIsRefusedWithoutOverflowingTheStack() throws IOException {
        Files.writeString(file, "[".repeat(1_000_000));

        assertThat(refusalOfProblems()).hasMessageStartingWith(file + ":1: this is not JSON: ");
    }

    @Test
    void damagedBytesAreReadOrRefusedButNeverAnythingElse() throws IOException {
        byte[] good = (GOOD + GOOD.replace("p1", "p2")).getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(20250414);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = good.clone();
            for (int hit = random.nextInt(1, 4); hit > 0; hit--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                assertThat(JsonLines.readProblems(file)).isNotEmpty();
            } catch (MalformedDataException e) {
                assertThat(e).hasMessageStartingWith(file + ":" + e.line() + ": ");
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 499);
    }

    @Test
    void theWritersRefuseWhatTheReadersWouldRefuseAndKeepTheOldFile() throws IOException {
        Files.writeString(file, GOOD);
        Problem p1 = new Problem("p1", "?", "5", "", "");

        assertThatThrownBy(() -> JsonLines.writeProblems(file, List.of(p1, p1)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ":2: the id \"p1\" is already that of line 1. ");
        assertThatThrownBy(() -> JsonLines.writeProblems(file, List.of())).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> JsonLines.writeTraces(file, List.of())).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> JsonLines.writeTraces(file, List.of(new Trace("a", "b"), new Trace("a", "\ud83d"))))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ":2: the text has half of a surrogate pair. ");

        assertThat(Files.readString(file)).isEqualTo(GOOD);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(file, GOOD);
        Path below = file.resolve("traces.jsonl");

        assertThatThrownBy(() -> JsonLines.writeTraces(below, List.of(new Trace("a", "b"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(below + ": the file cannot be written: ");
    }

    @Test
    void theRecordsThemselvesRefuseBlankTexts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Problem(" ", "?", "5", "", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Problem("a", "", "5", "", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Problem("a", "?", "\t", "", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Trace("", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Trace("a", ""));
        assertThatThrownBy(() -> new Problem("a", "?", "5", null, "")).isInstanceOf(NullPointerException.class);
    }

    private MalformedDataException refusalOfProblems() {
        return catchThrowableOfType(MalformedDataException.class, () -> JsonLines.readProblems(file));
    }
}
