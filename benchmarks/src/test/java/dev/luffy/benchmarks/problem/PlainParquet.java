package dev.luffy.benchmarks.problem;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/** Writes a Parquet file of texts, plain, in one row group, in pages of a megabyte: as large as a test wants it. */
final class PlainParquet {

    private static final int PAGE_BYTES = 1 << 20;

    private final OutputStream out;
    private long written;

    private PlainParquet(OutputStream out) {
        this.out = out;
    }

    /** A column of that name with a text for every row. */
    record Column(String name, IntFunction<String> text) {}

    static void write(Path file, int rows, Column... columns) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), PAGE_BYTES)) {
            new PlainParquet(out).write(rows, List.of(columns));
        }
    }

    private void write(int rows, List<Column> columns) throws IOException {
        bytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("schema").setNum_children(columns.size()));
        List<ColumnChunk> chunks = new ArrayList<>();
        for (Column column : columns) {
            schema.add(new SchemaElement(column.name())
                    .setType(Type.BYTE_ARRAY)
                    .setConverted_type(ConvertedType.UTF8)
                    .setRepetition_type(FieldRepetitionType.REQUIRED));
            chunks.add(chunk(rows, column));
        }
        long total = written;
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(new FileMetaData(1, schema, rows, List.of(new RowGroup(chunks, total, rows))), footer);
        bytes(footer.toByteArray());
        bytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.size())
                .array());
        bytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    }

    private ColumnChunk chunk(int rows, Column column) throws IOException {
        long start = written;
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        int values = 0;
        for (int row = 0; row < rows; row++) {
            byte[] text = column.text().apply(row).getBytes(StandardCharsets.UTF_8);
            page.write(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(text.length)
                    .array());
            page.write(text);
            values++;
            if (page.size() >= PAGE_BYTES || row == rows - 1) {
                ByteArrayOutputStream header = new ByteArrayOutputStream();
                Util.writePageHeader(
                        new PageHeader(PageType.DATA_PAGE, page.size(), page.size())
                                .setData_page_header(
                                        new DataPageHeader(values, Encoding.PLAIN, Encoding.RLE, Encoding.RLE)),
                        header);
                bytes(header.toByteArray());
                bytes(page.toByteArray());
                page.reset();
                values = 0;
            }
        }
        ColumnMetaData described = new ColumnMetaData(
                Type.BYTE_ARRAY,
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.UNCOMPRESSED,
                rows,
                written - start,
                written - start,
                start);
        return new ColumnChunk(start).setMeta_data(described);
    }

    private void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }
}
