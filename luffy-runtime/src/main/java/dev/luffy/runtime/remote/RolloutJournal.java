package dev.luffy.runtime.remote;

import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.suite.WholeLines;
import dev.luffy.runtime.endpoint.TokenAnswer;
import dev.luffy.runtime.endpoint.TokenAsk;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server's responses of one step, in a file beside the run's checkpoints: a first line that says which run and step, then one
 * line of JSON for each response, in the order in which they came. A line is handed to the operating system in one write and at
 * once; a torn last line is cut off when the file is opened again. What the file has is not asked again, so that a step which is
 * repeated after a kill learns from the same responses.
 *
 * <p>A line holds a digest of what was asked. Where that is not what is asked now, the response counts as missing.
 */
final class RolloutJournal implements AutoCloseable {

    private static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("rollouts-(\\d{8,})\\.ndjson");

    private final Path file;
    private final RandomAccessFile bytes;
    private final Map<Key, Line> lines = new HashMap<>();
    private long end;

    private RolloutJournal(Path file, RandomAccessFile bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The first line. */
    private record Header(int format, String fingerprint, long step) {}

    /** Which response, and to what. */
    private record Key(String problem, int sample, String asked) {}

    /** One response. */
    private record Line(
            String problem,
            int sample,
            String asked,
            int[] tokens,
            boolean finished,
            float[] logProbs,
            TokenAnswer.Reading reading,
            boolean versioned) {

        Key key() {
            return new Key(problem, sample, asked);
        }
    }

    /** What decides a response beside the weights; the weights are those of run and step. */
    private record Asked(
            int[] prompt, int maximumTokens, double temperature, double topP, int topK, long seed, boolean logProbs) {

        static String digest(TokenAsk ask) {
            return InputDigest.ofText(Json.canonical(new Asked(
                    ask.prompt(),
                    ask.maximumTokens(),
                    ask.temperature(),
                    ask.topP(),
                    ask.topK(),
                    ask.seed(),
                    ask.logProbs())));
        }
    }

    /**
     * Opens the journal of a step, or starts it.
     *
     * @param folder of the run's checkpoints; made if it is not there
     * @param fingerprint of the run
     * @throws InvalidInputException if what is there belongs to another run
     * @throws MalformedDataException if a whole line is no response; names file and line, and leaves the file alone
     */
    static RolloutJournal open(Path folder, String fingerprint, long step) {
        Path file = folder.resolve(String.format(Locale.ROOT, "rollouts-%08d.ndjson", step));
        try {
            Files.createDirectories(folder);
            RolloutJournal journal = new RolloutJournal(file, new RandomAccessFile(file.toFile(), "rw"));
            try {
                journal.read(new Header(FORMAT, fingerprint, step));
                return journal;
            } catch (IOException | RuntimeException e) {
                journal.bytes.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, "opened", e);
        }
    }

    /** Removes the journals of all steps up to one, which has been made for good. */
    static void removeThrough(Path folder, long step) {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path each : (Iterable<Path>) entries::iterator) {
                Matcher name = NAME.matcher(each.getFileName().toString());
                if (name.matches() && Long.parseLong(name.group(1)) <= step) Files.delete(each);
            }
        } catch (IOException e) {
            throw failed(folder, "removed", e);
        }
    }

    /** The response to a question, if it is there. */
    Optional<TokenAnswer> find(TokenAsk ask) {
        Line line = lines.get(new Key(ask.problem(), ask.sample(), Asked.digest(ask)));
        return Optional.ofNullable(line)
                .map(l -> new TokenAnswer(ask, l.tokens(), l.finished(), l.logProbs(), l.reading(), l.versioned()));
    }

    /** Keeps a response. */
    void add(TokenAnswer answer) {
        TokenAsk ask = answer.ask();
        Line line = new Line(
                ask.problem(),
                ask.sample(),
                Asked.digest(ask),
                answer.tokens(),
                answer.finished(),
                answer.logProbs(),
                answer.reading(),
                answer.versioned());
        try {
            append(line);
        } catch (IOException e) {
            throw failed(file, "written", e);
        }
        lines.put(line.key(), line);
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw failed(file, "closed", e);
        }
    }

    private void read(Header expected) throws IOException {
        WholeLines whole = new WholeLines(file, bytes);
        byte[] first = whole.next();
        if (first != null) {
            Header found = parsed(first, 1, Header.class);
            if (!found.equals(expected)) {
                throw new InvalidInputException(file + " holds responses of another run: its first line is "
                        + Json.canonical(found) + ", expected is " + Json.canonical(expected)
                        + ". Restore what the run was, or start it over with -Dluffy.resume=never");
            }
            for (byte[] text = whole.next(); text != null; text = whole.next()) {
                Line line = parsed(text, whole.number(), Line.class);
                lines.put(line.key(), line);
            }
            end = whole.end();
        }
        bytes.setLength(end);
        if (first == null) append(expected);
    }

    private <T> T parsed(byte[] line, long number, Class<T> type) {
        try {
            return Json.read(new String(line, StandardCharsets.UTF_8), type);
        } catch (UncheckedIOException e) {
            throw new MalformedDataException(
                    file,
                    number,
                    "the line is no response of a server",
                    "Delete the file to have the step's responses asked for again.");
        }
    }

    private void append(Object line) throws IOException {
        byte[] text = (Json.canonical(line) + "\n").getBytes(StandardCharsets.UTF_8);
        bytes.seek(end);
        bytes.write(text);
        end += text.length;
    }

    private static UncheckedIOException failed(Path file, String verb, IOException e) {
        return new UncheckedIOException(
                file + ": the journal of responses cannot be " + verb + ": " + e.getMessage()
                        + ". Responses so far are kept; mend that and run again",
                e);
    }
}
