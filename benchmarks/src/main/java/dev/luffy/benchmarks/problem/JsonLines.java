package dev.luffy.benchmarks.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Problems and traces as JSON lines: one JSON object per line, UTF-8, LF.
 *
 * <pre>{@code
 * {"id":"p1","prompt":"What is 2 + 3?","answer":"5","family":"sum","level":"1"}
 * {"problemId":"p1","text":"2 + 3 = 5\n</think>\n5"}
 * }</pre>
 *
 * <p>Of a problem, {@code family}, {@code level}, {@code alternatives} (a list) and {@code tolerance} may be left out and
 * {@code answer} may be a number. Fields with other
 * names are ignored, blank lines are skipped. Files are read one line at a time; a line may have up to
 * {@value LineReader#MAX_BYTES} bytes. The writers refuse whatever the readers would refuse, so what was written can be
 * read; equal lists give equal bytes.
 *
 * @since 0.1
 */
public final class JsonLines {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonLines() {}

    /**
     * The problems of a file, in its order.
     *
     * @throws MalformedDataException if the file cannot be read, holds no problem, or a line is no problem or repeats
     *     an id
     */
    public static List<Problem> readProblems(Path file) {
        List<Problem> problems = new ArrayList<>();
        forEachProblem(file, (line, index, problem) -> problems.add(problem));
        return List.copyOf(problems);
    }

    interface ProblemVisitor {
        /**
         * @param line from 1
         * @param index among the problems, from 0
         */
        void visit(long line, int index, Problem problem);
    }

    /** The same one after the other; gives their ids. */
    static ProblemIds forEachProblem(Path file, ProblemVisitor visitor) {
        ProblemIds ids = new ProblemIds();
        LineReader.forEach(file, (line, text) -> {
            Fields fields = Fields.parse(file, line, text);
            Problem problem = new Problem(
                    fields.text("id"),
                    fields.text("prompt"),
                    fields.textOrNumber("answer"),
                    fields.optional("family"),
                    fields.optional("level"),
                    fields.textsOrNumbers("alternatives"),
                    fields.optionalTextOrNumber("tolerance"));
            visitor.visit(line, addNew(file, ids, problem.id(), line), problem);
        });
        requireSome(file, ids.size(), "problem");
        return ids;
    }

    /**
     * The traces of a file, in its order; several may belong to one problem.
     *
     * @throws MalformedDataException if the file cannot be read, holds no trace, or a line is no trace
     */
    public static List<Trace> readTraces(Path file) {
        List<Trace> traces = new ArrayList<>();
        forEachTrace(file, traces::add);
        return List.copyOf(traces);
    }

    /**
     * The same one after the other, for files that exceed the memory.
     *
     * @return how many there are
     */
    public static int forEachTrace(Path file, Consumer<Trace> visitor) {
        int[] count = {0};
        LineReader.forEach(file, (line, text) -> {
            Fields fields = Fields.parse(file, line, text);
            visitor.accept(new Trace(fields.text("problemId"), fields.verbatim("text")));
            count[0]++;
        });
        requireSome(file, count[0], "trace");
        return count[0];
    }

    /**
     * Replaces a file, whole or not at all.
     *
     * @throws MalformedDataException if there is no problem, an id repeats, or a text is not Unicode
     * @throws java.io.UncheckedIOException if the file cannot be written; what was there before is untouched
     */
    public static void writeProblems(Path file, List<Problem> problems) {
        requireSome(file, problems.size(), "problem");
        ProblemIds ids = new ProblemIds();
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems) {
            addNew(file, ids, problem.id(), lines.size() + 1L);
            lines.add(line(problem));
        }
        AtomicFile.write(file, lines);
    }

    /**
     * Replaces a file, whole or not at all.
     *
     * @throws MalformedDataException if there is no trace, or a text is not Unicode
     * @throws java.io.UncheckedIOException if the file cannot be written; what was there before is untouched
     */
    public static void writeTraces(Path file, List<Trace> traces) {
        requireSome(file, traces.size(), "trace");
        List<String> lines = new ArrayList<>();
        for (Trace trace : traces) {
            lines.add(line(trace));
        }
        AtomicFile.write(file, lines);
    }

    /** The line of a problem as it is written, without line feed; digests rest on it. */
    public static String line(Problem problem) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", problem.id())
                .put("prompt", problem.prompt())
                .put("answer", problem.answer())
                .put("family", problem.family())
                .put("level", problem.level());
        // Left out where there are none, so that digests of problems without them stay what they were.
        if (!problem.alternatives().isEmpty()) {
            problem.alternatives().forEach(node.putArray("alternatives")::add);
        }
        if (!problem.tolerance().isEmpty()) {
            node.put("tolerance", problem.tolerance());
        }
        return json(node);
    }

    /** The line of a trace as it is written, without line feed; digests rest on it. */
    public static String line(Trace trace) {
        return json(JSON.createObjectNode().put("problemId", trace.problemId()).put("text", trace.text()));
    }

    private static String json(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An object of strings is always JSON", e);
        }
    }

    private static void requireSome(Path file, int count, String what) {
        if (count == 0) {
            throw new MalformedDataException(
                    file, 0, "there is no " + what, "Give at least one line with one " + what + " as a JSON object.");
        }
    }

    private static int addNew(Path file, ProblemIds ids, String id, long line) {
        int index = ids.add(id, line);
        if (index < 0) {
            throw new MalformedDataException(
                    file,
                    line,
                    "the id " + Fields.shown(id) + " is already that of line " + ids.line(-1 - index),
                    "Give every problem its own id.");
        }
        return index;
    }
}
