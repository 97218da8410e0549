package dev.luffy.maven.input;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.maven.plan.UserErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A teacher's answers to problems that models are asked. */
public final class TeacherTraces {

    private static final String ELEMENT = "teacher";

    private TeacherTraces() {}

    /**
     * The teacher's answers to some problems.
     *
     * @return traces by the problem's id, those of a file in its order; a problem without any is not there
     * @throws UserErrorException if the file is missing or a line of it is no trace, or there is no such built-in teacher;
     *     the message begins with {@code <teacher>}
     */
    public static Map<String, List<String>> of(TeacherSource source, Collection<Problem> problems) throws IOException {
        Map<String, List<String>> traces = new LinkedHashMap<>();
        if (source instanceof TeacherSource.JsonLines file) {
            Set<String> asked = problems.stream().map(Problem::id).collect(Collectors.toSet());
            InputFiles.read(
                    ELEMENT,
                    file.path(),
                    path -> JsonLines.forEachTrace(path, trace -> {
                        if (asked.contains(trace.problemId())) add(traces, trace);
                    }));
            return traces;
        }
        Function<Problem, Trace> teacher = Builtins.teacher(ELEMENT, ((TeacherSource.Builtin) source).name());
        for (Problem problem : problems) {
            Trace trace = solved(teacher, problem);
            if (trace != null) add(traces, trace);
        }
        return traces;
    }

    /** Null for a problem of another kind, which a benchmark from a file may have. */
    private static Trace solved(Function<Problem, Trace> teacher, Problem problem) {
        try {
            return teacher.apply(problem);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void add(Map<String, List<String>> traces, Trace trace) {
        traces.computeIfAbsent(trace.problemId(), id -> new ArrayList<>()).add(trace.text());
    }
}
