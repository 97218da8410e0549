package dev.luffy.benchmarks.problem;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The lines of a UTF-8 file, one at a time. Lines are cut before they are decoded, which UTF-8 allows, so that a bad
 * byte is reported with its line.
 */
final class LineReader {

    /** Far beyond any response; keeps a file that is no text from filling the memory before it is reported. */
    static final int MAX_BYTES = 32 << 20;

    private LineReader() {}

    interface LineVisitor {
        void visit(long line, String text);
    }

    /** Visits the lines that are not blank, with their numbers from 1. */
    static void forEach(Path file, LineVisitor visitor) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            long line = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    visit(file, line, bytes, visitor);
                    bytes.reset();
                    line++;
                } else if (bytes.size() == MAX_BYTES) {
                    throw new MalformedDataException(
                            file, line, "the line exceeds " + MAX_BYTES + " bytes", "Write one JSON object per line.");
                } else {
                    bytes.write(b);
                }
            }
            visit(file, line, bytes, visitor);
        } catch (NoSuchFileException e) {
            throw new MalformedDataException(file, 0, "the file does not exist", "Create it or correct the path.", e);
        } catch (AccessDeniedException e) {
            throw new MalformedDataException(file, 0, "the file may not be read", "Grant read permission.", e);
        } catch (IOException e) {
            throw new MalformedDataException(
                    file, 0, "the file cannot be read: " + e.getMessage(), "Name a readable JSON-lines file.", e);
        }
    }

    private static void visit(Path file, long line, ByteArrayOutputStream bytes, LineVisitor visitor) {
        String text = decode(file, line, bytes.toByteArray());
        if (text.startsWith("\uFEFF")) {
            throw new MalformedDataException(
                    file, line, "the line starts with a byte order mark", "Save the file as UTF-8 without BOM.");
        }
        if (!text.isBlank()) {
            visitor.visit(line, text);
        }
    }

    private static String decode(Path file, long line, byte[] bytes) {
        try {
            // A new decoder reports malformed bytes; the String constructor would replace them silently.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(
                    file, line, "the line is not UTF-8 (" + e.getMessage() + ")", "Save the file as UTF-8.", e);
        }
    }
}
