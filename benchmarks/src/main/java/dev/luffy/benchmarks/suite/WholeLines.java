package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.problem.MalformedDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The lines of a journal that are closed by LF, from its start; a torn last line is none. */
public final class WholeLines {

    private static final int BLOCK_BYTES = 1 << 16;

    private final Path file;
    private final RandomAccessFile bytes;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int from;
    private int to;
    private long end;
    private long number;

    public WholeLines(Path file, RandomAccessFile bytes) throws IOException {
        this.file = file;
        this.bytes = bytes;
        bytes.seek(0);
    }

    /** The next line without its LF; null if there is none. */
    public byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (fill()) {
            int lineFeed = from;
            while (lineFeed < to && block[lineFeed] != '\n') {
                lineFeed++;
            }
            line.write(block, from, lineFeed - from);
            from = lineFeed;
            if (lineFeed < to) {
                from++;
                end += line.size() + 1;
                number++;
                return line.toByteArray();
            }
            if (line.size() > SampleLine.MAX_BYTES) {
                throw new MalformedDataException(
                        file,
                        number + 1,
                        "the line exceeds " + SampleLine.MAX_BYTES + " bytes",
                        "Restore the file, or delete it to ask everything anew.");
            }
        }
        return null;
    }

    /** The number of the line last given, from 1. */
    public long number() {
        return number;
    }

    /** How many bytes the lines given so far take. */
    public long end() {
        return end;
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, bytes.read(block));
        }
        return from < to;
    }
}
