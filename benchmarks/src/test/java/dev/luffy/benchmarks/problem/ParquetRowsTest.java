package dev.luffy.benchmarks.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRowsTest {

    private static final Path FIXTURES = Path.of("src/test/fixtures");

    @TempDir
    Path folder;

    private static List<Row> rows(Path file, Function<Set<String>, Set<String>> wanted) {
        List<Row> rows = new ArrayList<>();
        RowFile.forEach(file, null, wanted, rows::add);
        return rows;
    }

    private static Path fixture(String name) {
        return FIXTURES.resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "v2"})
    void theRowsAreThoseOfTheJsonLinesTwin(String variant) {
        List<Row> expected = rows(fixture("types.jsonl"), names -> names);

        List<Row> found = rows(fixture("types-" + variant + ".parquet"), names -> names);

        assertThat(found).hasSameSizeAs(expected).hasSize(120);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).entries()).isEqualTo(expected.get(i).entries());
            assertThat(found.get(i).number()).isEqualTo(i + 1);
        }
    }

    @Test
    void columnsThatNobodyWantsAreNotReadButNamed() {
        List<Row> rows = rows(fixture("types-snappy.parquet"), names -> Set.of("small", "elsewhere"));

        assertThat(rows).hasSize(120).allSatisfy(row -> {
            assertThat(row.entries().entries()).containsOnlyKeys("small");
            assertThat(row.names()).contains("text", "turns", "small").hasSize(11);
        });
        assertThat(rows(fixture("types-snappy.parquet"), names -> Set.of("elsewhere")))
                .singleElement();
    }

    @Test
    void aCompressionThatIsNotReadIsNamed() {
        assertThatThrownBy(() -> rows(fixture("types-brotli.parquet"), names -> names))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("types-brotli.parquet: the compression BROTLI is not read. Write it with SNAPPY");
    }

    @Test
    void whatIsNoParquetFileIsRefused() throws IOException {
        assertRefused("no.parquet", null, "does not exist");
        assertRefused("no.parquet", new byte[0], "it has 0 bytes");
        assertRefused("no.parquet", "{\"a\": 1, \"b\": 2}".getBytes(StandardCharsets.UTF_8), "no Parquet file");
        assertRefused("no.parquet", "PAR1 and nothing PARE".getBytes(StandardCharsets.UTF_8), "encrypted");
        assertRefused(
                "no.parquet",
                new byte[] {'P', 'A', 'R', '1', 0, -1, -1, -1, 127, 'P', 'A', 'R', '1'},
                "the footer claims");
        Files.createDirectory(folder.resolve("folder.parquet"));
        assertRefused("folder.parquet", null, "cannot be read");
    }

    @Test
    void aFileThatIsCutOffIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = Files.readAllBytes(fixture("luffy.parquet"));
        for (int length = 0; length < whole.length; length += 13) {
            assertRefused("cut.parquet", Arrays.copyOf(whole, length), "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "types-none.parquet",
                "types-snappy.parquet",
                "types-zstd.parquet",
                "types-gzip.parquet",
                "types-lz4.parquet",
                "types-v2.parquet",
                "luffy.parquet"
            })
    void damagedBytesAreReadOrRefusedButNeverAnythingElse(String name) throws IOException {
        byte[] whole = Files.readAllBytes(fixture(name));
        Path damaged = folder.resolve("damaged.parquet");
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] bytes = whole.clone();
            // Every other time the end alone, which says how to read the rest.
            int from = i % 2 == 0 ? 0 : bytes.length * 3 / 4;
            for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
                bytes[random.nextInt(from, bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(damaged, bytes);
            try {
                rows(damaged, names -> names);
            } catch (MalformedDataException e) {
                assertThat(e.getMessage()).startsWith(damaged.toString()).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    private void assertRefused(String name, byte[] bytes, String problem) throws IOException {
        Path file = folder.resolve(name);
        if (bytes != null) {
            Files.write(file, bytes);
        }
        assertThatThrownBy(() -> rows(file, names -> names))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(problem);
    }
}
