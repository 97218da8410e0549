package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.Fingerprint;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.tensor.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The checkpoints of one run: folders {@code step-00000123}, each complete or absent. A folder is written under another
 * name, flushed and renamed; its {@code progress.json} carries the digests of the rest, and a folder that does not match
 * them is passed over.
 */
final class Checkpoints {

    static final String WEIGHTS = "model.safetensors";
    static final String FIRST_MOMENTS = "first-moments.safetensors";
    static final String SECOND_MOMENTS = "second-moments.safetensors";
    static final String METRICS = "metrics.ndjson";

    private static final String PROGRESS = "progress.json";

    private final Path folder;
    private final int keep;

    Checkpoints(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /** A checkpoint as it is on disk, verified. */
    record Stored(Path folder, Progress progress, byte[] metrics) {

        /** Tensors of one of its files, which are read when they are asked for. */
        Map<String, TensorSource> tensors(String file) {
            try {
                Safetensors stored = Safetensors.open(folder.resolve(file));
                Map<String, TensorSource> result = new TreeMap<>();
                for (String name : stored.names()) result.put(name, stored.tensor(name));
                return result;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + folder.resolve(file), e);
            }
        }
    }

    /** The newest intact checkpoint and a remark about damaged ones that were passed over, or null. */
    record Found(Optional<Stored> newest, String notice) {}

    /**
     * @throws InvalidInputException if the newest intact checkpoint is of another declaration or other inputs
     */
    Found newest(Fingerprint fingerprint) {
        StringBuilder notice = new StringBuilder();
        for (Path each : newestFirst()) {
            try {
                Stored stored = read(each);
                refuseOther(fingerprint, stored);
                return new Found(Optional.of(stored), notice.isEmpty() ? null : notice.toString());
            } catch (DamagedException e) {
                notice.append(notice.isEmpty() ? "" : "; ").append(e.getMessage());
            }
        }
        return new Found(Optional.empty(), notice.isEmpty() ? null : notice.toString());
    }

    /** Writes a checkpoint, then removes those that are older than the newest {@code keep}. */
    Path write(
            Progress progress,
            Map<String, ? extends TensorSource> weights,
            Map<String, ? extends TensorSource> firstMoments,
            Map<String, ? extends TensorSource> secondMoments,
            Optional<AuxiliaryModel> auxiliary,
            Path metrics) {
        String name = String.format(java.util.Locale.ROOT, "step-%08d", progress.step());
        Path target = folder.resolve(name);
        Path partial = folder.resolve("." + name + ".partial");
        try {
            Files.createDirectories(folder);
            deleteTree(partial);
            Files.createDirectory(partial);
            Safetensors.write(partial.resolve(WEIGHTS), weights);
            Safetensors.write(partial.resolve(FIRST_MOMENTS), firstMoments);
            Safetensors.write(partial.resolve(SECOND_MOMENTS), secondMoments);
            if (auxiliary.isPresent()) auxiliary.get().write(partial);
            Files.copy(metrics, partial.resolve(METRICS));
            Progress withDigests = new Progress(
                    progress.fingerprint(),
                    progress.step(),
                    progress.optimizerSteps(),
                    progress.deadSteps(),
                    progress.visited(),
                    progress.unsolvedAtFirst(),
                    progress.solvedSince(),
                    progress.before(),
                    progress.unmeasured(),
                    progress.criticSteps(),
                    progress.rewardModelSteps(),
                    digests(partial, auxiliary.map(AuxiliaryModel::role)));
            writeDurably(partial.resolve(PROGRESS), Json.readable(withDigests));
            deleteTree(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            List<Path> all = newestFirst();
            for (Path old : all.subList(Math.min(keep, all.size()), all.size())) deleteTree(old);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the checkpoint " + target + ": " + e.getMessage()
                            + ". Earlier checkpoints are untouched; free space or make the folder writable, then run again",
                    e);
        }
    }

    /**
     * Keeps other workers out of the folder for as long as the result is open; the system releases it when the process
     * dies. A Maven that was killed may leave a worker that is still writing its last checkpoint.
     *
     * @throws InvalidInputException if another process works on the same run
     */
    FileChannel lock() {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Path file = folder.resolveSibling("." + folder.getFileName() + ".lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) return channel;
            channel.close();
        } catch (OverlappingFileLockException e) {
            // another thread of this process; told as another process is
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write to the folder of the checkpoints, " + folder + " (" + e
                            + "). Make it writable or choose another with -Dluffy.workDirectory",
                    e);
        }
        throw new InvalidInputException("another worker is writing checkpoints to " + folder
                + ". Wait until it has ended (a stopped one needs up to ten seconds), then run again");
    }

    /** Step of the oldest checkpoint that is kept, 0 for none: no run goes back behind it. */
    long oldestStep() {
        List<Path> all = newestFirst();
        if (all.isEmpty()) return 0;
        return Long.parseLong(all.get(all.size() - 1).getFileName().toString().substring("step-".length()));
    }

    void deleteAll() {
        try {
            deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the checkpoints in " + folder, e);
        }
    }

    Path folder() {
        return folder;
    }

    private static void refuseOther(Fingerprint now, Stored stored) {
        Fingerprint then = stored.progress().fingerprint();
        String startOver = "start this experiment over with -Dluffy.resume=never -Dluffy.experiments="
                + now.experiment().id();
        if (now.format() != then.format()) {
            throw new InvalidInputException("the checkpoint " + stored.folder()
                    + " was written by another version of this plugin, whose arithmetic differs in last bits (format "
                    + then.format() + ", here " + now.format()
                    + "). Go on from it with the version that wrote it, or " + startOver);
        }
        Optional<String> difference = now.differenceFrom(then);
        if (difference.isPresent()) {
            throw new InvalidInputException("the checkpoint " + stored.folder() + " belongs to another run: "
                    + difference.get() + ". Restore that value to go on from it, or " + startOver);
        }
    }

    private Stored read(Path each) {
        try {
            Progress progress =
                    Json.read(Files.readString(each.resolve(PROGRESS), StandardCharsets.UTF_8), Progress.class);
            Optional<AuxiliaryModel.Role> role =
                    AuxiliaryModel.Role.of(progress.fingerprint().experiment().method());
            if (!digests(each, role).equals(progress.files())) {
                throw new DamagedException(
                        "the checkpoint " + each + " does not match its digests and was passed over");
            }
            List<String> names = new ArrayList<>(List.of(WEIGHTS, FIRST_MOMENTS, SECOND_MOMENTS));
            role.ifPresent(auxiliary -> names.addAll(auxiliary.files()));
            for (String name : names) Safetensors.open(each.resolve(name)); // header and size
            return new Stored(each, progress, Files.readAllBytes(each.resolve(METRICS)));
        } catch (IOException | UncheckedIOException | CheckpointFormatException e) {
            throw new DamagedException("the checkpoint " + each + " cannot be read and was passed over");
        }
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.filter(
                            p -> p.getFileName().toString().matches("step-\\d+"))
                    .sorted(Comparator.comparing((Path p) -> p.getFileName().toString())
                            .reversed())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the checkpoints in " + folder, e);
        }
    }

    private static SortedMap<String, String> digests(Path each, Optional<AuxiliaryModel.Role> role) throws IOException {
        SortedMap<String, String> result = new TreeMap<>();
        List<String> names = new ArrayList<>(List.of(WEIGHTS, FIRST_MOMENTS, SECOND_MOMENTS, METRICS));
        role.ifPresent(auxiliary -> names.addAll(auxiliary.files()));
        for (String name : names) {
            result.put(name, InputDigest.ofFile(each.resolve(name)));
        }
        return result;
    }

    private static void writeDurably(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) return;
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                if (e != null) throw e;
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }
    }
}
