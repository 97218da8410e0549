package dev.luffy.maven.eval;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.suite.Sample;
import dev.luffy.benchmarks.suite.SampleJournal;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The responses of one evaluation to one benchmark, in a folder that survives {@code clean}: a journal, and beside it what
 * was asked. Responses to something else are set aside under the name of their fingerprint, and come back when that is
 * asked again.
 */
record KeptResponses(Path folder) {

    private static final int SHORT = 8;

    /** {@code asked.json}. */
    private record Document(String fingerprint, SortedMap<String, String> asked) {}

    Path journal() {
        return folder.resolve("journal.ndjson");
    }

    /** What the responses in the journal are answers to; empty if there are none. */
    Optional<Asked> asked() throws IOException {
        Path file = folder.resolve("asked.json");
        if (!Files.isRegularFile(file) || !Files.isRegularFile(journal())) return Optional.empty();
        try {
            Asked asked =
                    new Asked(Json.read(Files.readString(file), Document.class).asked());
            return Optional.of(asked);
        } catch (UncheckedIOException | NullPointerException e) {
            throw new UserErrorException(
                    file + " is damaged: delete the folder " + folder + " to ask everything again", e);
        }
    }

    /** Makes the folder ready for responses to {@code now}; returns the field that earlier responses differ in, or null. */
    String prepare(Asked now) throws IOException {
        Files.createDirectories(folder);
        Optional<Asked> earlier = asked();
        if (earlier.isPresent() && earlier.get().equals(now)) return null;
        if (earlier.isPresent()) {
            move("", "-" + shortened(earlier.get()));
        }
        move("-" + shortened(now), "");
        Path file = folder.resolve("asked.json");
        Path temporary = folder.resolve("asked.json.tmp");
        Files.writeString(temporary, Json.readable(new Document(now.fingerprint(), now.fields())));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return earlier.map(now::firstDifference).orElse(null);
    }

    /** Opens the journal of responses to what was asked. */
    SampleJournal open(Asked asked) {
        try {
            return SampleJournal.open(journal(), asked.fingerprint());
        } catch (MalformedDataException e) {
            throw new UserErrorException(e.getMessage(), e);
        }
    }

    /** Counts those of the given responses that are there, without changing anything. */
    long count(Asked asked, List<Sample.Key> keys) throws IOException {
        Optional<Asked> earlier = asked();
        if (earlier.isEmpty() || !earlier.get().equals(asked)) return 0;
        try (SampleJournal journal = open(asked)) {
            return keys.stream().filter(journal::has).count();
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

    // What was asked first: a journal without it would be taken for an answer to something else.
    private void move(String from, String to) throws IOException {
        for (String name : List.of("asked%s.json", "journal%s.ndjson")) {
            Path source = folder.resolve(String.format(name, from));
            if (Files.isRegularFile(source)) {
                Files.move(source, folder.resolve(String.format(name, to)), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static String shortened(Asked asked) {
        return asked.fingerprint().substring(0, SHORT);
    }
}
