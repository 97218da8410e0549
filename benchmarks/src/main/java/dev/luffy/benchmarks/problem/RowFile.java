package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The rows of a data file, one in memory at a time. */
final class RowFile {

    private RowFile() {}

    /**
     * Hands over the rows in the file's order.
     *
     * @param format of the file; null for what its name says
     * @param wanted from the names of the fields of the first row to the names of those to read, for formats that can
     *     leave the others alone
     * @throws MalformedDataException if the file cannot be read or is malformed
     */
    static void forEach(
            Path file, Layout.Format format, Function<Set<String>, Set<String>> wanted, Consumer<Row> visitor) {
        switch (format == null ? formatOf(file) : format) {
            case JSONL -> JsonRows.forEachLine(file, visitor);
            case JSON -> JsonRows.forEachElement(file, visitor);
            case PARQUET -> ParquetRows.forEach(file, wanted, visitor);
        }
    }

    /**
     * What a file's name says.
     *
     * @throws MalformedDataException if it says nothing
     */
    static Layout.Format formatOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Layout.Format.JSONL;
        }
        if (name.endsWith(".json")) {
            return Layout.Format.JSON;
        }
        if (name.endsWith(".parquet")) {
            return Layout.Format.PARQUET;
        }
        throw new MalformedDataException(
                file,
                0,
                "the format cannot be told from the name",
                "Declare it as JSONL, JSON or PARQUET, or let the name end in .jsonl, .json or .parquet.");
    }
}
