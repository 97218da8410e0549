package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files ten times as large as the heap of the process that reads them. */
class SmallHeapTest {

    private static final int ROWS = 10_000;
    private static final String HEAP = "-Xmx24m";
    private static final long SMALLEST_FILE = 240L << 20;
    private static final Layout LAYOUT =
            new Layout(null, Map.of("problem", "q", "answer", "a", "target", "t"), Map.of());

    @TempDir
    Path folder;

    /** The process: surveys a file, then reads all of it. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        Layout layout = TrainingFile.survey(file, LAYOUT, true).layout();
        long[] characters = {0};
        TrainingFile read = TrainingFile.forEach(
                file,
                layout,
                example -> characters[0] += example.targets().get(0).length());
        if (read.ids().size() != ROWS || characters[0] < SMALLEST_FILE) {
            throw new AssertionError(read.ids().size() + " problems, " + characters[0] + " characters");
        }
    }

    @Test
    void aParquetFileOfOneRowGroupIsReadPageByPage() throws Exception {
        Path file = folder.resolve("rows.parquet");
        PlainParquet.write(
                file,
                ROWS,
                new PlainParquet.Column("q", row -> "What is " + row + "?"),
                new PlainParquet.Column("a", Integer::toString),
                new PlainParquet.Column("t", SmallHeapTest::trace));
        assertThatASmallHeapIsEnough(file);
    }

    @Test
    void jsonLinesAreReadLineByLine() throws Exception {
        Path file = folder.resolve("rows.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int row = 0; row < ROWS; row++) {
                out.write("{\"q\":\"What is " + row + "?\",\"a\":" + row + ",\"t\":\"" + trace(row) + "\"}\n");
            }
        }
        assertThatASmallHeapIsEnough(file);
    }

    private static String trace(int row) {
        return ("Wait, let me check " + row + ". ").repeat(1200);
    }

    private void assertThatASmallHeapIsEnough(Path file) throws IOException, InterruptedException {
        assertThat(Files.size(file)).isGreaterThan(SMALLEST_FILE);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
