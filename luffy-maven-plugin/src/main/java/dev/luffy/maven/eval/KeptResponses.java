package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.suite.PromptDigests;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The responses of one evaluation to one benchmark, in a folder that survives {@code clean}. Whatever is asked has a folder of
 * its own there, named after its fingerprint: a journal, and beside it what was asked in words. No journal is ever moved or
 * replaced, so a kill at any moment loses nothing. The file {@code latest} names the folder that was used last.
 */
final class KeptResponses {

    private static final int SHORT = 16;
    private static final String ASKED = "asked.json";
    private static final String LATEST = "latest";

    private final Path folder;
    private final Runnable afterEachStep;

    /** {@code asked.json}. */
    private record Document(String fingerprint, String source, SortedMap<String, String> asked) {}

    KeptResponses(Path folder) {
        this(folder, () -> {});
    }

    /** @param afterEachStep is told when a file operation is done; for tests, which stop there */
    KeptResponses(Path folder, Runnable afterEachStep) {
        this.folder = folder;
        this.afterEachStep = afterEachStep;
    }

    /** Of all that was ever asked. */
    Path folder() {
        return folder;
    }

    /** Of responses to that. */
    Path journal(Asked asked) {
        return of(asked).resolve("journal.ndjson");
    }

    boolean hasJournal(Asked asked) {
        return Files.isRegularFile(journal(asked));
    }

    /** What the responses that were asked for or completed last are answers to; empty if nobody can tell. */
    Optional<Asked> latest() throws IOException {
        Path file = folder.resolve(LATEST);
        String name = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
        Path asked = folder.resolve(name).resolve(ASKED);
        return name.matches("[0-9a-f]+") && Files.isRegularFile(asked) ? Optional.of(read(asked)) : Optional.empty();
    }

    /** All that was ever asked, in the order of fingerprints. */
    List<Asked> all() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
                for (Path each : folders) files.add(each.resolve(ASKED));
            }
        }
        List<Asked> all = new ArrayList<>();
        for (Path file : files.stream().sorted().toList()) if (Files.isRegularFile(file)) all.add(read(file));
        return all;
    }

    /**
     * Makes the folder ready for responses to {@code now}; returns what earlier responses differ in if none to {@code now} are
     * there, or null.
     */
    String prepare(Asked now) throws IOException {
        Files.createDirectories(of(now));
        afterEachStep.run();
        write(of(now).resolve(ASKED), Json.readable(new Document(now.fingerprint(), now.source(), now.fields())));
        Optional<Asked> earlier = latest();
        write(folder.resolve(LATEST), of(now).getFileName() + "\n");
        if (hasJournal(now)) return null;
        return earlier.map(now::firstDifference).orElse(null);
    }

    /** Opens the journal of responses to what is asked. */
    SampleJournal open(Asked asked, PromptDigests prompts) {
        try {
            return SampleJournal.open(journal(asked), asked.fingerprint(), prompts);
        } catch (MalformedDataException e) {
            throw new UserErrorException(e.getMessage(), e);
        }
    }

    /** Counts those of the given responses that are there, without changing anything. */
    long count(Asked asked, PromptDigests prompts, List<Sample.Key> keys) {
        try {
            return SampleJournal.count(journal(asked), asked.fingerprint(), prompts, keys);
        } catch (MalformedDataException e) {
            throw new UserErrorException(e.getMessage(), e);
        }
    }

    /** The given responses, one in memory at a time. */
    static Iterable<Sample> samples(SampleJournal journal, List<Sample.Key> keys) {
        return () -> new Iterator<>() {
            private final Iterator<Sample.Key> left = keys.iterator();
            private Sample current;

            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public Sample next() {
                journal.forEach(List.of(left.next()), sample -> current = sample);
                return current;
            }
        };
    }

    private Path of(Asked asked) {
        return folder.resolve(asked.fingerprint().substring(0, SHORT));
    }

    private static Asked read(Path file) throws IOException {
        try {
            Document document = Json.read(Files.readString(file), Document.class);
            return new Asked(document.source(), document.asked());
        } catch (UncheckedIOException | NullPointerException e) {
            throw new UserErrorException(file + " is damaged: delete it, luffy:eval writes it again", e);
        }
    }

    private void write(Path file, String text) throws IOException {
        if (Files.isRegularFile(file) && Files.readString(file).equals(text)) return;
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text);
        afterEachStep.run();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        afterEachStep.run();
    }
}
