package dev.luffy.runtime.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a folder into place as a whole. No file system replaces a folder that is not empty in one step, so the older
 * folder steps aside first; between the two renames it can be found under {@link #asideOf}, and the next replacement
 * puts it back if it was the last complete one.
 */
public final class FolderReplacement {
    /** Fills an empty folder. */
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    private FolderReplacement() {}

    /** Fills a folder beside the target and puts it in the target's place; if that fails, the target stays as it is. */
    public static void replace(Path target, Content content) throws IOException {
        Path place = target.toAbsolutePath().normalize();
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new NotDirectoryException(place.toString());
        }
        Files.createDirectories(place.getParent());
        Path unfinished = place.resolveSibling("." + place.getFileName() + ".unfinished");
        Path aside = asideOf(place);
        if (Files.exists(aside) && !Files.exists(place)) {
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        }
        delete(unfinished);
        delete(aside);
        try {
            Files.createDirectory(unfinished);
            content.writeTo(unfinished);
            for (Path file : filesIn(unfinished)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
            sync(unfinished);
            swap(place, unfinished, aside);
        } finally {
            delete(unfinished);
        }
        delete(aside);
    }

    private static void swap(Path place, Path unfinished, Path aside) throws IOException {
        boolean replaces = Files.exists(place);
        if (replaces) {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        sync(place.getParent());
    }

    /** Where the older folder is while the newer one takes its place. */
    static Path asideOf(Path target) {
        Path place = target.toAbsolutePath().normalize();
        return place.resolveSibling("." + place.getFileName() + ".replaced");
    }

    /** Makes renames in a folder survive a power failure, where the platform can. */
    static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders; the renames are atomic there all the same.
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().collect(Collectors.toList());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                    Files.delete(file);
                }
            }
        }
    }
}
