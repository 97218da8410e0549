package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

    private static final Problem FULL = new Problem("p1", "Wie groß ist ∑ \"x\"?\n🙂\u2028", "042", "sum", "1");
    private static final Problem BARE = new Problem("p2", "2 + 3?", "5", "", "");

    @TempDir
    Path folder;

    @Test
    void problemsComeBackAsTheyWereWritten() {
        Path file = folder.resolve("problems.jsonl");

        JsonLines.writeProblems(file, List.of(FULL, BARE));

        assertThat(JsonLines.readProblems(file)).containsExactly(FULL, BARE);
    }

    @Test
    void tracesComeBackAsTheyWereWrittenAndMayShareAProblem() {
        Path file = folder.resolve("traces.jsonl");
        List<Trace> traces =
                List.of(new Trace("p1", " a\r\n</think>\n5 "), new Trace("p1", "\n"), new Trace("p0", "\u0000"));

        JsonLines.writeTraces(file, traces);

        assertThat(JsonLines.readTraces(file)).isEqualTo(traces);
    }

    @Test
    void alternativesAndToleranceComeBackAndAreLeftOutWhereThereAreNone() throws IOException {
        Path file = folder.resolve("problems.jsonl");
        Problem both = new Problem("p3", "?", "9.6", "", "", List.of("10", "9\\frac{3}{5}"), "1e-1");

        JsonLines.writeProblems(file, List.of(both, BARE));

        assertThat(JsonLines.readProblems(file)).containsExactly(both, BARE);
        assertThat(JsonLines.line(both))
                .isEqualTo("{\"id\":\"p3\",\"prompt\":\"?\",\"answer\":\"9.6\",\"family\":\"\",\"level\":\"\","
                        + "\"alternatives\":[\"10\",\"9\\\\frac{3}{5}\"],\"tolerance\":\"1e-1\"}");
        assertThat(JsonLines.line(BARE)).doesNotContain("alternatives").doesNotContain("tolerance");
    }

    @Test
    void theBytesAreOneObjectPerLineInAFixedOrder() throws IOException {
        Path file = folder.resolve("problems.jsonl");

        JsonLines.writeProblems(file, List.of(BARE, new Problem("ß", "a\nb", "1", "f", "l")));

        assertThat(Files.readString(file)).isEqualTo("""
                        {"id":"p2","prompt":"2 + 3?","answer":"5","family":"","level":""}
                        {"id":"ß","prompt":"a\\nb","answer":"1","family":"f","level":"l"}
                        """);
    }

    @Test
    void familyAndLevelMayBeLeftOutAndOtherFieldsAreIgnored() throws IOException {
        Path file = lines("{\"source\":[{}],\"level\":null,\"answer\":\"5\",\"prompt\":\"2 + 3?\",\"id\":\"p2\"}");

        assertThat(JsonLines.readProblems(file)).containsExactly(BARE);
    }

    @Test
    void anAnswerThatIsANumberIsKeptInFull() throws IOException {
        Path file = lines(
                "{\"id\":\"a\",\"prompt\":\"?\",\"answer\":-123456789012345678901234567890}",
                "{\"id\":\"b\",\"prompt\":\"?\",\"answer\":0.10}",
                "{\"id\":\"c\",\"prompt\":\"?\",\"answer\":70}",
                "{\"id\":\"d\",\"prompt\":\"?\",\"answer\":1e999999}");

        assertThat(JsonLines.readProblems(file))
                .extracting(Problem::answer)
                .containsExactly("-123456789012345678901234567890", "0.10", "70", "1E+999999");
    }

    @Test
    void blankLinesCarriageReturnsAndAMissingLastLineBreakDoNoHarm() throws IOException {
        Path file = folder.resolve("traces.jsonl");
        Files.writeString(
                file, "\n  \r\n{\"problemId\":\"a\",\"text\":\"x\"}\r\n\n{\"problemId\":\"b\",\"text\":\"y\"}");

        assertThat(JsonLines.readTraces(file)).containsExactly(new Trace("a", "x"), new Trace("b", "y"));
    }

    @Test
    void writingReplacesTheFileAndLeavesNothingElseBehind() throws IOException {
        Path file = folder.resolve("new/folder/problems.jsonl");
        JsonLines.writeProblems(file, List.of(FULL, BARE));

        JsonLines.writeProblems(file, List.of(BARE));

        assertThat(JsonLines.readProblems(file)).containsExactly(BARE);
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFileLongerThanTheReadersBufferIsReadWhole() {
        Path file = folder.resolve("traces.jsonl");
        List<Trace> traces = Stream.iterate(0, i -> i + 1)
                .limit(500)
                .map(i -> new Trace("p" + i, "é".repeat(i + 1)))
                .toList();

        JsonLines.writeTraces(file, traces);

        assertThat(file).satisfies(f -> assertThat(Files.size(f)).isGreaterThan(2 << 16));
        assertThat(JsonLines.readTraces(file)).isEqualTo(traces);
    }

    private Path lines(String... lines) throws IOException {
        return Files.write(folder.resolve("data.jsonl"), List.of(lines));
    }
}
