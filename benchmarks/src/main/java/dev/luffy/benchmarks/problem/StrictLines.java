package dev.luffy.benchmarks.problem;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines of a UTF-8 file, one at a time. Bytes are split at LF before they are decoded, so that an error of encoding has the number of
 * its own line and memory holds one line only.
 */
final class StrictLines implements AutoCloseable {
    private static final int LONGEST = 1 << 26;

    private final Path file;
    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long number;

    StrictLines(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** Number of the line last returned, from 1. */
    long number() {
        return number;
    }

    /** The next line without its LF or CR LF; null at the end of the file. */
    String next() throws IOException {
        bytes.reset();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        number++;
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() == LONGEST) {
                throw new MalformedDataException(
                        file,
                        number,
                        "the line is longer than " + LONGEST + " bytes",
                        "Write one JSON object on each line");
            }
            bytes.write(b);
        }
        return decode(bytes.toByteArray());
    }

    private String decode(byte[] line) {
        int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        try {
            // A new decoder reports malformed input; String's constructor would put U+FFFD in its place.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(file, number, "the line is not UTF-8", "Save the file as UTF-8", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
