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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The growing record of an evaluation: a first line with a fingerprint of what all responses have in common, then one line
 * of JSON per response in the order in which they came. A line is handed to the operating system in one write and at once; a
 * torn last line is cut off when the journal is opened again. Nothing else is ever taken out of it. Texts stay on disk: only
 * keys and positions are held in memory.
 *
 * <p>A line holds a digest of what it is an answer to. Where that is not what is asked now, the response counts as missing,
 * and counts again when the same is asked again.
 *
 * <p>One journal has one owner at a time: a second one to open the file is refused, be it in this process or another.
 *
 * @since 0.1
 */
public final class SampleJournal implements AutoCloseable {

    private final Path file;
    // Not a FileChannel: interrupting one thread that writes to it would close it for all.
    private final RandomAccessFile bytes;
    private final Function<Sample.Key, String> asked;
    private final Map<Answer, Line> lines = new HashMap<>();
    private final Set<Sample.Key> everAsked = new HashSet<>();
    private long end;
    private long lastNumber;

    private record Line(long number, long offset, int length) {}

    private record Answer(Sample.Key key, String asked) {}

    private SampleJournal(Path file, RandomAccessFile bytes, Function<Sample.Key, String> asked) {
        this.file = file;
        this.bytes = bytes;
        this.asked = asked;
    }

    /**
     * Opens a journal, or starts one if there is none.
     *
     * @param file missing folders are created
     * @param fingerprint of everything that decides all responses, such as the model; not blank
     * @param asked digest of what decides one response beyond that, such as {@link PromptDigests}
     * @throws dev.luffy.benchmarks.problem.MalformedDataException if the journal has another fingerprint or a whole line is
     *     no sample; names file and line, and leaves the file alone
     * @throws java.io.UncheckedIOException if the file cannot be read or written, or has another owner; names the file and
     *     what to do
     */
    public static SampleJournal open(Path file, String fingerprint, Function<Sample.Key, String> asked) {
        if (fingerprint.isBlank()) {
            throw new IllegalArgumentException("The fingerprint of a journal is blank: digest what is asked");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SampleJournal journal = owned(file, asked);
            try {
                boolean started = journal.read(fingerprint);
                journal.bytes.setLength(journal.end);
                if (!started) journal.append(SampleLine.header(fingerprint));
                return journal;
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, "opened", e);
        }
    }

    /**
     * How many of the given responses are in a file, which is neither made nor changed nor owned.
     *
     * @throws dev.luffy.benchmarks.problem.MalformedDataException as {@link #open}
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static long count(Path file, String fingerprint, Function<Sample.Key, String> asked, List<Sample.Key> keys) {
        if (!Files.exists(file)) return 0;
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            SampleJournal journal = new SampleJournal(file, bytes, asked);
            journal.read(fingerprint);
            return keys.stream().filter(journal::has).count();
        } catch (IOException e) {
            throw failed(file, "read", e);
        }
    }

    /** Whether a response to what is asked now is there. */
    public synchronized boolean has(Sample.Key key) {
        return lines.containsKey(answer(key));
    }

    /** How many of the given responses are missing, but were once given to another prompt or by other sampling. */
    public synchronized long outdated(List<Sample.Key> keys) {
        return keys.stream().filter(key -> !has(key) && everAsked.contains(key)).count();
    }

    /** How many responses are there, to whatever was asked. */
    public synchronized long size() {
        return lines.size();
    }

    /**
     * Adds a response to what is asked now; may be called by several threads. A key that is there already is refused.
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
        Answer answer = answer(sample.key());
        byte[] line = SampleLine.of(sample, answer.asked());
        if (line.length > SampleLine.MAX_BYTES) {
            throw new IllegalArgumentException("The response to problem " + sample.problem() + " takes " + line.length
                    + " bytes, more than the " + SampleLine.MAX_BYTES + " allowed: limit its tokens");
        }
        synchronized (this) {
            Line first = lines.get(answer);
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
            lines.put(answer, new Line(lastNumber, offset, line.length - 1));
            everAsked.add(sample.key());
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

    private Answer answer(Sample.Key key) {
        return new Answer(key, asked.apply(key));
    }

    private synchronized Sample read(Sample.Key key) {
        Line line = lines.get(answer(key));
        byte[] text = new byte[line.length()];
        try {
            bytes.seek(line.offset());
            bytes.readFully(text);
        } catch (IOException e) {
            throw failed(file, "read", e);
        }
        return SampleLine.parse(file, line.number(), text).sample();
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

    /** Reads everything; false if the first line is missing or torn, and so nothing is lost by starting anew. */
    private boolean read(String fingerprint) throws IOException {
        WholeLines whole = new WholeLines(file, bytes);
        byte[] header = whole.next();
        if (header == null) {
            requireTornHeader();
            return false;
        }
        String found = SampleLine.fingerprint(file, header);
        if (!found.equals(fingerprint)) {
            throw new MalformedDataException(
                    file,
                    1,
                    "the responses are to something else: their fingerprint is " + found + ", not " + fingerprint,
                    "Restore the file that was there, or delete this one to ask everything anew.");
        }
        readSamples(whole);
        end = whole.end();
        lastNumber = whole.number();
        return true;
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
            SampleLine parsed = SampleLine.parse(file, whole.number(), line);
            Sample sample = parsed.sample();
            // One string per problem, not one per response.
            String id = ids.computeIfAbsent(sample.problem(), problem -> problem);
            String digest = ids.computeIfAbsent(parsed.asked(), each -> each);
            Sample.Key key = new Sample.Key(id, sample.temperature(), sample.index());
            Line first = lines.putIfAbsent(
                    new Answer(key, digest), new Line(whole.number(), whole.end() - line.length - 1, line.length));
            everAsked.add(key);
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

    private static SampleJournal owned(Path file, Function<Sample.Key, String> asked) throws IOException {
        RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw");
        try {
            FileLock lock = bytes.getChannel().tryLock();
            if (lock == null) {
                throw new IOException("another process has it open, let that one end first");
            }
            return new SampleJournal(file, bytes, asked);
        } catch (OverlappingFileLockException e) {
            bytes.close();
            throw new IOException("it is open in this process already, close it first", e);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static UncheckedIOException failed(Path file, String verb, IOException e) {
        return new UncheckedIOException(
                file + ": the journal of responses cannot be " + verb + ": " + e.getMessage()
                        + ". Responses so far are kept; mend that and run again",
                e);
    }
}
