package dev.luffy.maven.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all: it is written beside its place and then renamed. Whoever reads it sees the old
 * bytes or the new ones.
 */
public final class AtomicFile implements AutoCloseable {

    private final Path file;
    private final Path temporary;
    private final OutputStream out;

    /** Begins a file; missing folders are created. Nothing is in its place until {@link #complete}. */
    public AtomicFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.createDirectories(this.file.getParent());
        this.out = Files.newOutputStream(temporary);
    }

    /** Writes a text as UTF-8. */
    public static void write(Path file, String text) throws IOException {
        // Not by the stream: half of a surrogate pair would become a question mark.
        try (AtomicFile atomic = new AtomicFile(file)) {
            Files.writeString(atomic.temporary, text);
            atomic.complete();
        }
    }

    /** Takes the bytes. */
    public OutputStream out() {
        return out;
    }

    /** Puts the file in its place. */
    public void complete() throws IOException {
        out.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves nothing behind of a file that was not completed. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temporary);
    }
}
