package dev.luffy.benchmarks.problem;

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

    private static final int BUFFER_BYTES = 1 << 16;

    private LineReader() {}

    interface LineVisitor {
        void visit(long line, String text);
    }

    interface LineTest {
        boolean test(long line, String text);
    }

    /** Visits the lines that are not blank, with their numbers from 1. */
    static void forEach(Path file, LineVisitor visitor) {
        whileTrue(file, (line, text) -> {
            visitor.visit(line, text);
            return true;
        });
    }

    /** The same up to the first line that gives false. */
    static void whileTrue(Path file, LineTest visitor) {
        try (InputStream in = Files.newInputStream(file)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            long line = 1;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int from = 0;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        append(file, line, bytes, buffer, from, i);
                        if (!visit(file, line, bytes, visitor)) {
                            return;
                        }
                        bytes.reset();
                        line++;
                        from = i + 1;
                    }
                }
                append(file, line, bytes, buffer, from, read);
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

    private static void append(Path file, long line, ByteArrayOutputStream bytes, byte[] buffer, int from, int to) {
        if (bytes.size() + to - from > MAX_BYTES) {
            throw new MalformedDataException(
                    file, line, "the line exceeds " + MAX_BYTES + " bytes", "Write one JSON object per line.");
        }
        bytes.write(buffer, from, to - from);
    }

    private static boolean visit(Path file, long line, ByteArrayOutputStream bytes, LineTest visitor) {
        String text = decode(file, line, bytes.toByteArray());
        if (text.startsWith("\uFEFF")) {
            throw new MalformedDataException(
                    file, line, "the line starts with a byte order mark", "Save the file as UTF-8 without BOM.");
        }
        return text.isBlank() || visitor.test(line, text);
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
