package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.problem.MalformedDataException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The growing record of an evaluation: a first line with a fingerprint of what is asked, then one line of JSON per response
 * in the order in which they came. A line is handed to the operating system in one write and at once; a torn last line is
 * cut off when the journal is opened again. Texts stay on disk: only keys and positions are held in memory.
 *
 * <p>One journal has one owner at a time: a second one to open the file is refused, be it in this process or another.
 *
 * @since 0.1
 */
public final class SampleJournal implements AutoCloseable {

    private final Path file;
    // Not a FileChannel: interrupting one thread that writes to it would close it for all.
    private final RandomAccessFile bytes;
    private final Map<Sample.Key, Line> lines = new HashMap<>();
    private long end;
    private long lastNumber;

    private record Line(long number, long offset, int length) {}

    private SampleJournal(Path file, RandomAccessFile bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Opens a journal, or starts one if there is none or its fingerprint differs; a journal with another fingerprint is kept
     * beside it under the name {@code <file>.previous}.
     *
     * @param file missing folders are created
     * @param fingerprint of everything that decides what a response is an answer to; not blank
     * @throws dev.luffy.benchmarks.problem.MalformedDataException if a whole line is no sample; names file and line
     * @throws java.io.UncheckedIOException if the file cannot be read or written, or has another owner
     */
    public static SampleJournal open(Path file, String fingerprint) {
        if (fingerprint.isBlank()) {
            throw new IllegalArgumentException("The fingerprint of a journal is blank: digest what is asked");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SampleJournal journal = owned(file);
            try {
                String found = journal.read(fingerprint);
                if (!found.isEmpty() && !found.equals(fingerprint)) {
                    journal.close();
                    Files.move(
                            file,
                            file.resolveSibling(file.getFileName() + ".previous"),
                            StandardCopyOption.REPLACE_EXISTING);
                    journal = owned(file);
                    found = "";
                }
                if (found.isEmpty()) {
                    journal.bytes.setLength(0);
                    journal.append(SampleLine.header(fingerprint));
                }
                return journal;
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, "opened", e);
        }
    }

    /** Whether a response is there. */
    public synchronized boolean has(Sample.Key key) {
        return lines.containsKey(key);
    }

    /** How many responses are there. */
    public synchronized long size() {
        return lines.size();
    }

    /**
     * Adds a response; may be called by several threads. A key that is there already is refused.
     *
     * @throws IllegalArgumentException if the key is there, or the sample cannot be kept: its temperature is not finite, its
     *     problem's id is not Unicode or its text is beyond all measure
     * @throws java.io.UncheckedIOException if the line cannot be written; the journal then stays as it was
     */
    public void add(Sample sample) {
        // Half surrogate pairs are replaced in a text, but two ids must not become one.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(sample.problem())
                || !Double.isFinite(sample.temperature())) {
            throw new IllegalArgumentException("The id of a sample is not Unicode or its temperature not finite: "
                    + sample.problem() + " at " + sample.temperature());
        }
        byte[] line = SampleLine.of(sample);
        if (line.length > SampleLine.MAX_BYTES) {
            throw new IllegalArgumentException("The response to problem " + sample.problem() + " takes " + line.length
                    + " bytes, more than the " + SampleLine.MAX_BYTES + " allowed: limit its tokens");
        }
        synchronized (this) {
            Line first = lines.get(sample.key());
            if (first != null) {
                throw new IllegalArgumentException(
                        file + ": sample " + sample.index() + " of problem " + sample.problem() + " at temperature "
                                + sample.temperature() + " is in line " + first.number() + " already");
            }
            long offset = end;
            try {
                append(line);
            } catch (IOException e) {
                throw failed(file, "written", e);
            }
            lines.put(sample.key(), new Line(lastNumber, offset, line.length - 1));
        }
    }

    /**
     * Hands over the responses of the given keys in that order, one in memory at a time; missing keys are an error.
     *
     * @throws IllegalArgumentException if a key is not there; nothing is handed over then
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public void forEach(List<Sample.Key> order, Consumer<Sample> consumer) {
        for (Sample.Key key : order) {
            if (!has(key)) {
                throw new IllegalArgumentException(file + ": there is no sample " + key.index() + " of problem "
                        + key.problem() + " at temperature " + key.temperature());
            }
        }
        for (Sample.Key key : order) {
            consumer.accept(read(key));
        }
    }

    /** Gives the file free; what was added stays. */
    @Override
    public synchronized void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw failed(file, "closed", e);
        }
    }

    private synchronized Sample read(Sample.Key key) {
        Line line = lines.get(key);
        byte[] text = new byte[line.length()];
        try {
            bytes.seek(line.offset());
            bytes.readFully(text);
        } catch (IOException e) {
            throw failed(file, "read", e);
        }
        return SampleLine.parse(file, line.number(), text);
    }

    private void append(byte[] line) throws IOException {
        try {
            bytes.seek(end);
            bytes.write(line);
        } catch (IOException e) {
            // A full disk may have taken a part of the line; the next line must not follow it.
            try {
                bytes.setLength(end);
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        end += line.length;
        lastNumber++;
    }

    /** The fingerprint of the first line, the samples of the others; empty without them if the first is missing or torn. */
    private String read(String fingerprint) throws IOException {
        WholeLines whole = new WholeLines(file, bytes);
        byte[] header = whole.next();
        if (header == null) {
            requireTornHeader();
            return "";
        }
        String found = SampleLine.fingerprint(file, header);
        if (found.equals(fingerprint)) {
            readSamples(whole);
            end = whole.end();
            lastNumber = whole.number();
            bytes.setLength(end);
        }
        return found;
    }

    /** Starting anew would erase whatever else the file is. */
    private void requireTornHeader() throws IOException {
        byte[] start = new byte[(int) Math.min(SampleLine.HEADER.length(), bytes.length())];
        bytes.seek(0);
        bytes.readFully(start);
        if (!SampleLine.HEADER.startsWith(new String(start, StandardCharsets.UTF_8))) {
            throw new MalformedDataException(
                    file, 1, "the first line is not that of a journal of responses", "Name another file for it.");
        }
    }

    private void readSamples(WholeLines whole) throws IOException {
        Map<String, String> ids = new HashMap<>();
        for (byte[] line = whole.next(); line != null; line = whole.next()) {
            Sample.Key key = SampleLine.parse(file, whole.number(), line).key();
            // One string per problem, not one per response.
            String id = ids.computeIfAbsent(key.problem(), problem -> problem);
            Line first = lines.putIfAbsent(
                    new Sample.Key(id, key.temperature(), key.index()),
                    new Line(whole.number(), whole.end() - line.length - 1, line.length));
            if (first != null) {
                throw new MalformedDataException(
                        file,
                        whole.number(),
                        "sample " + key.index() + " of problem " + key.problem() + " is that of line " + first.number()
                                + " already",
                        "Remove one of the lines.");
            }
        }
    }

    private static SampleJournal owned(Path file) throws IOException {
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw");
        try {
            FileLock lock = bytes.getChannel().tryLock();
            if (lock == null) {
                throw new IOException("another process has it open; let that one end first");
            }
            return new SampleJournal(file, bytes);
        } catch (OverlappingFileLockException e) {
            bytes.close();
            throw new IOException("it is open in this process already; close it first", e);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static UncheckedIOException failed(Path file, String verb, IOException e) {
        return new UncheckedIOException(
                file + ": the journal of responses cannot be " + verb + ": " + e.getMessage(), e);
    }
}
