package dev.luffy.benchmarks.problem;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of a Parquet file. The format's own Java modules decode columns and put records together; finding footer, column
 * chunks and pages in the file is done here, since the module that does it needs Hadoop.
 */
final class ParquetRows {

    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED_MAGIC = "PARE";
    private static final int TAIL_BYTES = 8;
    private static final String FIX = "Fetch or write the file anew.";

    private ParquetRows() {}

    /** As {@link RowFile#forEach}; columns that are not wanted are not read. */
    static void forEach(Path file, Function<Set<String>, Set<String>> wanted, Consumer<Row> visitor) {
        if (!Files.exists(file)) {
            throw new MalformedDataException(file, 0, "the file does not exist", "Create it or correct the path.");
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            read(file, bytes, wanted, visitor);
        } catch (IOException e) {
            throw new MalformedDataException(
                    file, 0, "the file cannot be read: " + e.getMessage(), "Name a readable Parquet file.", e);
        }
    }

    private static void read(
            Path file, RandomAccessFile bytes, Function<Set<String>, Set<String>> wanted, Consumer<Row> visitor)
            throws IOException {
        FileMetaData footer = decode(file, 0, () -> footer(file, bytes));
        MessageType schema = decode(file, 0, () -> ParquetSchema.of(footer.getSchema()));
        Set<String> names = new LinkedHashSet<>();
        schema.getFields().forEach(field -> names.add(field.getName()));
        Set<String> read = wanted.apply(Collections.unmodifiableSet(names));
        MessageType requested = new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> read.contains(field.getName()))
                        .toArray(Type[]::new));
        if (requested.getFieldCount() == 0) {
            // A record of no column cannot be put together; what is missing shows in the first row.
            if (footer.getNum_rows() > 0) {
                visitor.accept(new Row(file, 1, new Value.Entries(Map.of()), names));
            }
            return;
        }
        MessageColumnIO columns =
                decode(file, 0, () -> new ColumnIOFactory(footer.getCreated_by()).getColumnIO(requested, schema));
        long row = 0;
        for (RowGroup group : footer.getRow_groups()) {
            ParquetValues.Records records = new ParquetValues.Records(requested);
            long first = row + 1;
            RecordReader<Value.Entries> reader = decode(
                    file, first, () -> columns.getRecordReader(new ParquetPages(bytes, group, requested), records));
            for (long i = 0; i < group.getNum_rows(); i++) {
                long number = ++row;
                Value.Entries entries = decode(file, number, reader::read);
                if (entries == null) {
                    throw new MalformedDataException(file, number, "the row is not there", FIX);
                }
                visitor.accept(new Row(file, number, entries, names));
            }
        }
    }

    private static FileMetaData footer(Path file, RandomAccessFile bytes) throws IOException {
        long length = bytes.length();
        if (length < MAGIC.length() + TAIL_BYTES) {
            throw new MalformedDataException(file, 0, "this is no Parquet file: it has " + length + " bytes", FIX);
        }
        byte[] tail = new byte[TAIL_BYTES];
        bytes.seek(length - TAIL_BYTES);
        bytes.readFully(tail);
        String magic = new String(tail, Integer.BYTES, MAGIC.length(), StandardCharsets.ISO_8859_1);
        if (magic.equals(ENCRYPTED_MAGIC)) {
            throw new MalformedDataException(file, 0, "the file is encrypted", "Write it without encryption.");
        }
        if (!magic.equals(MAGIC)) {
            throw new MalformedDataException(
                    file, 0, "this is no Parquet file, or it is cut off: it does not end in " + MAGIC, FIX);
        }
        int size = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (size <= 0 || size > length - TAIL_BYTES - MAGIC.length()) {
            throw new MalformedDataException(file, 0, "the footer claims to have " + size + " bytes", FIX);
        }
        byte[] footer = new byte[size];
        bytes.seek(length - TAIL_BYTES - size);
        bytes.readFully(footer);
        return Util.readFileMetaData(new ByteArrayInputStream(footer));
    }

    private interface Decoding<T> {
        T run() throws IOException;
    }

    /** Runs a part of the decoder, to which broken bytes may do anything. */
    private static <T> T decode(Path file, long row, Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (MalformedDataException e) {
            throw e;
        } catch (UnsupportedCompressionException e) {
            throw new MalformedDataException(
                    file, 0, e.getMessage(), "Write it with SNAPPY, GZIP, ZSTD or LZ4_RAW, or without compression.", e);
        } catch (EOFException e) {
            throw new MalformedDataException(file, row, "the file is cut off or damaged", FIX, e);
        } catch (IOException | RuntimeException e) {
            throw new MalformedDataException(file, row, "the file is damaged: " + reason(e), FIX, e);
        } catch (OutOfMemoryError e) {
            // A damaged length asks for one huge array; nothing is left half done by not getting it.
            throw new MalformedDataException(
                    file, row, "the file is damaged, or a value in it exceeds the memory", FIX, e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Fields.shown(message.lines().findFirst().orElse(""));
    }

    /** A codec that is not read. */
    static final class UnsupportedCompressionException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsupportedCompressionException(String message) {
            super(message);
        }
    }
}
