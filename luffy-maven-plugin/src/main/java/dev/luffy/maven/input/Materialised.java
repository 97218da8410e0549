package dev.luffy.maven.input;

import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Built-in content as a file. It is always written anew beside the file that may be there already, and takes its place
 * only if the digests differ: a damaged file heals, an intact one keeps its time stamp.
 */
final class Materialised {

    /** Writes the content to a file. */
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    private Materialised() {}

    /** The file, with exactly this content. */
    static Path file(Path file, Content content) throws IOException {
        Files.createDirectories(file.getParent());
        // A name of its own, since another module of a -T build may write the same file at the same time.
        Path temporary =
                Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        try {
            content.writeTo(temporary);
            boolean intact =
                    Files.isRegularFile(file) && InputDigest.ofFile(file).equals(InputDigest.ofFile(temporary));
            if (!intact) Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
