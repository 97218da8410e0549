package dev.luffy.benchmarks.problem;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.PageHeader;

/** Expands the pages of a column. */
final class ParquetCompression {

    /** Far beyond a page, which has a megabyte or so; keeps a damaged size from filling the memory. */
    private static final int MAX_PAGE_BYTES = 1 << 28;

    private final CompressionCodec codec;
    private final Decompressor decompressor;

    ParquetCompression(CompressionCodec codec) {
        this.codec = codec;
        this.decompressor = switch (codec) {
            case SNAPPY -> new SnappyDecompressor();
            case ZSTD -> new ZstdDecompressor();
            case LZ4_RAW -> new Lz4Decompressor();
            case UNCOMPRESSED, GZIP -> null;
            default ->
                throw new ParquetRows.UnsupportedCompressionException("the compression " + codec + " is not read");
        };
    }

    byte[] expand(byte[] bytes, int start, int length, PageHeader header) throws IOException {
        return expand(bytes, start, length, header.getUncompressed_page_size());
    }

    byte[] expand(byte[] bytes, int start, int length, int size) throws IOException {
        if (size < 0 || size > MAX_PAGE_BYTES) {
            throw new IOException("a page claims to expand to " + size + " bytes");
        }
        byte[] expanded;
        if (codec == CompressionCodec.UNCOMPRESSED) {
            expanded = Arrays.copyOfRange(bytes, start, start + length);
        } else if (codec == CompressionCodec.GZIP) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, start, length))) {
                // One byte more than there should be shows a size that is too small.
                expanded = in.readNBytes(size + 1);
            }
        } else {
            expanded = new byte[size];
            int written =
                    size == 0 && length == 0 ? 0 : decompressor.decompress(bytes, start, length, expanded, 0, size);
            expanded = written == size ? expanded : new byte[written];
        }
        if (expanded.length != size) {
            throw new IOException("a page of " + size + " bytes expands to " + expanded.length);
        }
        return expanded;
    }
}
