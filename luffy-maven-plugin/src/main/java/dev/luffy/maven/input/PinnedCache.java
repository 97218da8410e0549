package dev.luffy.maven.input;

import dev.luffy.runtime.experiment.InputDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files by digest: {@code <folder>/<sha256>/<name>}. A damaged file is noticed and made again. */
final class PinnedCache {

    /** Writes the content that has the digest, or throws. */
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    private final Path folder;

    PinnedCache(Path folder) {
        this.folder = folder;
    }

    /** The file with that digest; {@code content} is asked for only if it is not there. */
    Path file(String sha256, String name, Content content) throws IOException {
        Path file = folder.resolve(sha256).resolve(name);
        if (Files.isRegularFile(file) && InputDigest.ofFile(file).equals(sha256)) return file;
        Files.createDirectories(file.getParent());
        // A name of its own, since another module of a -T build may fetch the same file at the same time.
        Path temporary = Files.createTempFile(file.getParent(), name, ".tmp");
        try {
            content.writeTo(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
