package dev.luffy.maven.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Several files that are replaced together. Every new text is written beside its file first; only then are they renamed, and
 * what was renamed is put back if a later one fails. A process that is killed between two renames is the one case left.
 */
final class Replacement {

    private final SortedMap<Path, String> texts = new TreeMap<>();

    /** Adds a file; the text ends with a line feed. */
    void put(Path file, String text) {
        texts.put(file, text);
    }

    /** Replaces all files or, if one cannot be, none. */
    void write() throws IOException {
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, String> each : texts.entrySet()) {
                Path temporary = temporary(each.getKey());
                Files.createDirectories(temporary.getParent());
                written.add(temporary);
                Files.writeString(temporary, each.getValue());
            }
            rename();
        } finally {
            for (Path temporary : written) Files.deleteIfExists(temporary);
        }
    }

    private void rename() throws IOException {
        Map<Path, byte[]> before = new LinkedHashMap<>();
        try {
            for (Path file : texts.keySet()) {
                byte[] bytes = bytes(file);
                Files.move(temporary(file), file, StandardCopyOption.ATOMIC_MOVE);
                before.put(file, bytes);
            }
        } catch (IOException e) {
            for (Map.Entry<Path, byte[]> each : before.entrySet()) putBack(each.getKey(), each.getValue(), e);
            throw e;
        }
    }

    private static void putBack(Path file, byte[] bytes, IOException why) {
        try {
            if (bytes == null) {
                Files.delete(file);
            } else {
                Files.write(temporary(file), bytes);
                Files.move(temporary(file), file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".tmp");
    }
}
