package dev.luffy.benchmarks.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Problems and traces as JSON Lines: one object a line, UTF-8, LF.
 *
 * <p>Problems have the fields {@code id}, {@code prompt}, {@code answer} and, if wanted, {@code family} and {@code level}; traces have
 * {@code problemId} and {@code text}. Values are strings; an integer is accepted and taken as its digits. Other fields and blank lines are
 * ignored. The same records always give the same bytes.
 */
public final class JsonLines {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonLines() {}

    /**
     * All problems of a file, in its order.
     *
     * @throws MalformedDataException if a line is not such an object, a required field is missing or blank, an id occurs twice, or the
     *     file has no problem
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<Problem> readProblems(Path file) {
        List<Problem> problems = new ArrayList<>();
        forEachProblem(file, problems::add);
        return List.copyOf(problems);
    }

    /** Hands the problems of a file on one by one; memory holds one line and the ids. Errors as for {@link #readProblems}. */
    public static void forEachProblem(Path file, Consumer<? super Problem> action) {
        Set<String> seen = new HashSet<>();
        read(file, "problem", Fields::problem, (problem, line) -> {
            if (!seen.add(problem.id())) {
                throw new MalformedDataException(
                        file,
                        line,
                        "the id '" + problem.id() + "' occurs a second time",
                        "Give each problem its own id");
            }
            action.accept(problem);
        });
    }

    /**
     * All traces of a file, in its order. Several traces of one problem are allowed.
     *
     * @throws MalformedDataException if a line is not such an object, a field is missing or blank, or the file has no trace
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<Trace> readTraces(Path file) {
        List<Trace> traces = new ArrayList<>();
        forEachTrace(file, traces::add);
        return List.copyOf(traces);
    }

    /** Hands the traces of a file on one by one; memory holds one line. Errors as for {@link #readTraces}. */
    public static void forEachTrace(Path file, Consumer<? super Trace> action) {
        read(file, "trace", Fields::trace, (trace, line) -> action.accept(trace));
    }

    /**
     * Writes problems, atomically: the file is either the old one or the new one.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void writeProblems(Path file, Iterable<Problem> problems) {
        write(file, problems, JsonLines::line);
    }

    /** Writes traces, atomically. Errors as for {@link #writeProblems}. */
    public static void writeTraces(Path file, Iterable<Trace> traces) {
        write(file, traces, JsonLines::line);
    }

    /** The line of one problem, with its LF, as bytes: fields in the order of the record. */
    public static byte[] line(Problem problem) {
        return bytes(JSON.createObjectNode()
                .put("id", problem.id())
                .put("prompt", problem.prompt())
                .put("answer", problem.answer())
                .put("family", problem.family())
                .put("level", problem.level()));
    }

    /** The line of one trace, with its LF, as bytes: fields in the order of the record. */
    public static byte[] line(Trace trace) {
        return bytes(JSON.createObjectNode().put("problemId", trace.problemId()).put("text", trace.text()));
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            byte[] json = JSON.writeValueAsBytes(node);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Text that cannot be written as UTF-8", e);
        }
    }

    private interface Numbered<T> {
        void accept(T item, long line);
    }

    private static <T> void read(Path file, String noun, Function<Fields, T> item, Numbered<T> action) {
        try (StrictLines lines = new StrictLines(file)) {
            boolean any = false;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    any = true;
                    action.accept(
                            item.apply(new Fields(file, lines.number(), object(file, lines.number(), line))),
                            lines.number());
                }
            }
            if (!any) {
                throw new MalformedDataException(
                        file, 0, "the file has no " + noun, "Write one JSON object on each line");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
        }
    }

    private static JsonNode object(Path file, long number, String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return node;
            }
            throw new MalformedDataException(
                    file,
                    number,
                    "the line is no JSON object",
                    "Write one object such as {\"id\":\"1\",...} on each line");
        } catch (JsonProcessingException e) {
            String column = e.getLocation() == null
                    ? ""
                    : " at column " + e.getLocation().getColumnNr();
            throw new MalformedDataException(
                    file,
                    number,
                    "malformed JSON" + column + ": " + e.getOriginalMessage(),
                    "Write one complete JSON object on each line",
                    e);
        }
    }

    private static <T> void write(Path file, Iterable<T> items, Function<T, byte[]> line) {
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            // Not createTempFile: its files are readable by their owner only, and so would be the result.
            Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                    for (T item : items) {
                        out.write(line.apply(item));
                    }
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
        }
    }
}
