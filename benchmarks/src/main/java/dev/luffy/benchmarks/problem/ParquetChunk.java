package dev.luffy.benchmarks.problem;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a column chunk, in order; columns that are read in turns share a file, so each knows its own place in it. */
final class ParquetChunk extends InputStream {

    private static final int AHEAD_BYTES = 1 << 12;

    private final FileChannel file;
    private final long end;
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD_BYTES).limit(0);
    private long position; // in the file, of the first byte that is not ahead

    /**
     * @param start of the first byte in the file
     * @param end of the first byte after the last
     */
    ParquetChunk(FileChannel file, long start, long end) {
        this.file = file;
        this.position = start;
        this.end = end;
    }

    /** Bytes that are left. */
    long remaining() {
        return end - position + ahead.remaining();
    }

    /** The next so many bytes, which must be there. */
    byte[] take(int size) throws IOException {
        byte[] bytes = new byte[size];
        int known = Math.min(size, ahead.remaining());
        ahead.get(bytes, 0, known);
        fill(ByteBuffer.wrap(bytes, known, size - known));
        return bytes;
    }

    @Override
    public int read() throws IOException {
        return look() ? ahead.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!look()) {
            return -1;
        }
        int known = Math.min(length, ahead.remaining());
        ahead.get(bytes, offset, known);
        return known;
    }

    /** Whether a byte is ahead. */
    private boolean look() throws IOException {
        if (!ahead.hasRemaining() && position < end) {
            ahead.clear().limit((int) Math.min(AHEAD_BYTES, end - position));
            fill(ahead);
            ahead.flip();
        }
        return ahead.hasRemaining();
    }

    private void fill(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, position);
            if (read < 0) {
                throw new EOFException("file of " + file.size() + " bytes");
            }
            position += read;
        }
    }
}
