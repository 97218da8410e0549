package dev.luffy.runtime.data;

import dev.luffy.runtime.experiment.DataCounts;
import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.model.ChatTemplate;
import dev.luffy.runtime.model.FolderReplacement;
import dev.luffy.runtime.model.Tokenizer;
import dev.luffy.runtime.rollout.Grader;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Stop;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run trains on. Prompts and traces are prepared once, in a file, for all runs that agree in everything that decides them,
 * such as the seeds of an experiment.
 *
 * @param prompts all of them, each read with its traces when it is asked for
 * @param counts what was found in the data and what is kept
 * @param system the system message of every row of the problems, or empty where they have none or differ
 * @param file to be closed
 */
public record TrainingData(List<Prompt> prompts, DataCounts counts, String system, Closeable file)
        implements Closeable {

    private static final long PATIENCE_MILLIS = 200;

    /**
     * The data of a run: what an earlier run prepared, if it is intact, or else prepared now.
     *
     * @param chat the model's, or null where prompts are no conversations
     * @throws InvalidInputException if a row does not fit the declaration and its filter does not drop it
     * @throws dev.luffy.benchmarks.problem.MalformedDataException if a row cannot be read
     * @throws Stop.StopRequested every few dozen rows; nothing is kept then
     */
    public static TrainingData of(
            Request request, Tokenizer tokenizer, ChatTemplate chat, Grader grader, Stop stop, Consumer<Event> events)
            throws IOException {
        PreparationKey key = PreparationKey.of(request, tokenizer);
        Path folder = Path.of(request.paths().prepared()).resolve(key.sha256());
        try (FileChannel lock = lock(folder, stop)) {
            Optional<TrainingData> there = open(folder);
            if (there.isPresent()) return there.get();
            Preparation preparation = new Preparation(request, key, tokenizer, chat, grader, stop, events);
            FolderReplacement.replace(folder, empty -> {
                Files.writeString(empty.resolve("key.json"), Json.readable(key));
                preparation.writeTo(empty);
            });
            return open(folder).orElseThrow(() -> new IOException(folder + " is not what was just written to it"));
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the prepared training data", e);
        }
    }

    static Path pack(Path folder) {
        return folder.resolve("prompts.bin");
    }

    static Path index(Path folder) {
        return folder.resolve("index.bin");
    }

    private static Optional<TrainingData> open(Path folder) {
        if (!Files.isDirectory(folder)) return Optional.empty();
        try {
            Index index = Index.read(index(folder));
            if (!InputDigest.ofFile(pack(folder)).equals(index.about().packSha256())) return Optional.empty();
            Pack pack = new Pack(pack(folder), index.places());
            return Optional.of(
                    new TrainingData(pack, index.about().counts(), index.about().system(), pack));
        } catch (IOException e) {
            return Optional.empty(); // damaged: it is prepared again
        }
    }

    /** Waits until no other worker prepares the same; the system releases the lock when the process dies. */
    private static FileChannel lock(Path folder, Stop stop) {
        Path file = folder.resolveSibling("." + folder.getFileName() + ".lock");
        try {
            Files.createDirectories(folder.getParent());
            while (true) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (locked(channel)) return channel;
                channel.close();
                stop.check();
                Thread.sleep(PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write to the folder of prepared training data, " + folder.getParent() + " (" + e
                            + "). Make it writable or choose another with -Dluffy.workDirectory",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stop.StopRequested();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }
}
