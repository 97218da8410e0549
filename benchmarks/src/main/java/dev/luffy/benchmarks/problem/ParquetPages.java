package dev.luffy.benchmarks.problem;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;

/**
 * The pages of a row group's columns, read and decompressed when their turn comes: a row group may be the whole file, so no
 * more than a page of a column is in memory.
 */
final class ParquetPages implements PageReadStore {

    private final long rows;
    private final Map<List<String>, PageReader> columns = new HashMap<>();

    /** Opens the chunks of the requested columns; the file must stay open. */
    ParquetPages(RandomAccessFile file, RowGroup group, MessageType requested) throws IOException {
        rows = group.getNum_rows();
        for (ColumnChunk chunk : group.getColumns()) {
            List<String> path = chunk.getMeta_data().getPath_in_schema();
            if (requested.containsPath(path.toArray(String[]::new))) {
                columns.put(path, new Pages(chunk.getMeta_data(), chunk(file, chunk)));
            }
        }
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        PageReader pages = columns.get(List.of(column.getPath()));
        if (pages == null) {
            throw new IllegalArgumentException("the column " + String.join(".", column.getPath()) + " is not there");
        }
        return pages;
    }

    @Override
    public long getRowCount() {
        return rows;
    }

    private static ParquetChunk chunk(RandomAccessFile file, ColumnChunk chunk) throws IOException {
        ColumnMetaData column = chunk.getMeta_data();
        long start = column.getData_page_offset();
        if (column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0) {
            start = Math.min(start, column.getDictionary_page_offset());
        }
        long length = column.getTotal_compressed_size();
        if (chunk.isSetFile_path() || start < 0 || length < 0 || length > file.length() - start) {
            throw new EOFException("column chunk of " + length + " bytes at " + start);
        }
        return new ParquetChunk(file.getChannel(), start, start + length);
    }

    /** The pages of one column chunk. */
    private static final class Pages implements PageReader {

        private final ParquetCompression compression;
        private final long values;
        private final ParquetChunk chunk;
        private long found;
        private DictionaryPage dictionary;
        private DataPage pending;

        Pages(ColumnMetaData column, ParquetChunk chunk) throws IOException {
            this.compression = new ParquetCompression(column.getCodec());
            this.values = column.getNum_values();
            this.chunk = chunk;
            // A dictionary comes before the first page of data.
            this.pending = next();
        }

        @Override
        public DictionaryPage readDictionaryPage() {
            return dictionary;
        }

        @Override
        public long getTotalValueCount() {
            return values;
        }

        @Override
        public DataPage readPage() {
            DataPage page = pending;
            pending = null;
            try {
                return page == null ? next() : page;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next page of data; null after the last. */
        private DataPage next() throws IOException {
            while (found < values) {
                PageHeader header = Util.readPageHeader(chunk);
                int size = header.getCompressed_page_size();
                if (size < 0 || size > chunk.remaining()) {
                    throw new EOFException("page of " + size + " bytes");
                }
                byte[] page = chunk.take(size);
                switch (header.getType()) {
                    case DICTIONARY_PAGE -> dictionary = dictionary(header, compression.expand(page, 0, size, header));
                    case DATA_PAGE -> {
                        return first(header, compression.expand(page, 0, size, header));
                    }
                    case DATA_PAGE_V2 -> {
                        return second(header, page);
                    }
                    case INDEX_PAGE -> {}
                }
            }
            return null;
        }

        /** A page of the first version. */
        private DataPage first(PageHeader header, byte[] data) {
            DataPageHeader page = header.getData_page_header();
            count(page.getNum_values());
            return new DataPageV1(
                    BytesInput.from(data),
                    page.getNum_values(),
                    data.length,
                    null,
                    encoding(page.getRepetition_level_encoding()),
                    encoding(page.getDefinition_level_encoding()),
                    encoding(page.getEncoding()));
        }

        private DictionaryPage dictionary(PageHeader header, byte[] data) {
            DictionaryPageHeader page = header.getDictionary_page_header();
            // Every entry takes a byte at least; a damaged count must not ask for memory.
            if (page.getNum_values() < 0 || page.getNum_values() > data.length) {
                throw new IllegalArgumentException("a dictionary claims " + page.getNum_values() + " values");
            }
            return new DictionaryPage(BytesInput.from(data), page.getNum_values(), encoding(page.getEncoding()));
        }

        /** A page of the second version, whose levels are never compressed. */
        private DataPage second(PageHeader header, byte[] bytes) throws IOException {
            DataPageHeaderV2 page = header.getData_page_header_v2();
            count(page.getNum_values());
            int repetition = page.getRepetition_levels_byte_length();
            int definition = page.getDefinition_levels_byte_length();
            int levels = Math.addExact(repetition, definition);
            if (repetition < 0 || definition < 0 || levels > bytes.length) {
                throw new EOFException("levels of " + levels + " bytes");
            }
            byte[] data = page.isIs_compressed()
                    ? compression.expand(
                            bytes, levels, bytes.length - levels, header.getUncompressed_page_size() - levels)
                    : Arrays.copyOfRange(bytes, levels, bytes.length);
            return DataPageV2.uncompressed(
                    page.getNum_rows(),
                    page.getNum_nulls(),
                    page.getNum_values(),
                    BytesInput.from(bytes, 0, repetition),
                    BytesInput.from(bytes, repetition, definition),
                    encoding(page.getEncoding()),
                    BytesInput.from(data),
                    null);
        }

        private void count(int pageValues) {
            if (pageValues < 0) {
                throw new IllegalArgumentException("a page claims " + pageValues + " values");
            }
            found += pageValues;
        }

        private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
            return Encoding.valueOf(encoding.name());
        }
    }
}
