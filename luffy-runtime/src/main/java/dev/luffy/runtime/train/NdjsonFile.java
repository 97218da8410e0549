package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A growing file of JSON objects, one a line; every line is handed to the operating system at once. */
public final class NdjsonFile implements AutoCloseable {

    private final Path file;
    private final OutputStream out;

    private NdjsonFile(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Starts the file with the given bytes, replacing what is there. */
    static NdjsonFile startingWith(Path file, byte[] beginning) throws IOException {
        Files.write(file, beginning);
        return appending(file);
    }

    /** Goes on with what is there. */
    public static NdjsonFile appending(Path file) throws IOException {
        return new NdjsonFile(file, Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * @throws UncheckedIOException if the line cannot be written; names the file
     */
    public void add(Object line) {
        try {
            out.write((Json.canonical(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + file + ": " + e.getMessage()
                            + ". Checkpoints are untouched; free space or make the folder writable, then run again",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
