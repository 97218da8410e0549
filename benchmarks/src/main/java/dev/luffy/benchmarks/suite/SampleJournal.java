package dev.luffy.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The growing record of an evaluation: a first line with a fingerprint of what is asked, then one line of JSON per response
 * in the order in which they came. A line is handed to the operating system in one write and at once; a torn last line is
 * cut off when the journal is opened again. Texts stay on disk: only keys and positions are held in memory.
 *
 * @since 0.1
 */
public final class SampleJournal implements AutoCloseable {

    /**
     * Opens a journal, or starts one if there is none or its fingerprint differs.
     *
     * @throws dev.luffy.benchmarks.problem.MalformedDataException if a whole line is no sample; names file and line
     * @throws java.io.UncheckedIOException if the file cannot be read or written
     */
    public static SampleJournal open(Path file, String fingerprint) {
        throw new UnsupportedOperationException(file + fingerprint);
    }

    /** Whether a response is there. */
    public boolean has(Sample.Key key) {
        throw new UnsupportedOperationException();
    }

    /** How many responses are there. */
    public long size() {
        throw new UnsupportedOperationException();
    }

    /** Adds a response; may be called by several threads. A key that is there already is refused. */
    public void add(Sample sample) {
        throw new UnsupportedOperationException();
    }

    /** Hands over the responses of the given keys in that order, one in memory at a time; missing keys are an error. */
    public void forEach(List<Sample.Key> order, Consumer<Sample> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
