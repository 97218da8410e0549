package dev.luffy.benchmarks.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Replaces a file whole or not at all: a reader sees the old bytes or the new ones, never a part. */
final class AtomicFile {

    private static final AtomicLong WRITES = new AtomicLong();

    private AtomicFile() {}

    /** Writes the lines as UTF-8, each closed by LF; missing folders are created. */
    static void write(Path file, List<String> lines) {
        Path target = file.toAbsolutePath();
        // Not Files.createTempFile: it would leave the result readable by its owner only.
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + WRITES.incrementAndGet() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            try {
                writeLines(file, temporary, lines);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + ": the file cannot be written: " + e.getMessage()
                            + ". Name a file in a folder that can be written.",
                    e);
        }
    }

    private static void writeLines(Path file, Path temporary, List<String> lines) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long line = 0;
            for (String text : lines) {
                ByteBuffer bytes = encode(file, ++line, text + "\n");
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            // Else a power cut could leave the new name with no bytes behind it.
            channel.force(true);
        }
    }

    private static ByteBuffer encode(Path file, long line, String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(
                    file, line, "the text has half of a surrogate pair", "Repair or remove the character.", e);
        }
    }
}
