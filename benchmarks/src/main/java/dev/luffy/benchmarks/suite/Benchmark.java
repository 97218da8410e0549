package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A benchmark with its problems: read, checked and digested.
 *
 * @param definition what it is
 * @param sha256 of the file that the problems came from
 * @param problems every problem once, whose gold answer the policy can judge, in the file's order
 * @param unusable what is reported and not scored: problems whose gold answer does not equal itself, with the reason
 * @param system the system message, or empty
 * @param repeats how often the file repeats each problem (samples of one problem, as LUFFY's file does); usually 1
 * @since 0.1
 */
public record Benchmark(
        Definition definition,
        String sha256,
        List<Problem> problems,
        List<Unusable> unusable,
        String system,
        int repeats) {

    /** A problem that cannot be scored. */
    public record Unusable(String problem, String gold, String reason) {}

    public Benchmark {
        problems = List.copyOf(problems);
        unusable = List.copyOf(unusable);
    }

    /**
     * Reads a benchmark.
     *
     * @throws dev.luffy.benchmarks.problem.MalformedDataException if the file is missing, empty, malformed, repeats an id
     *     with another problem, or no problem in it can be scored; names file, line and fix
     */
    public static Benchmark load(Definition definition, Path file) {
        throw new UnsupportedOperationException(definition + "" + file);
    }

    /** The prompt of a problem as one text, for models that take text. */
    public String promptText(Problem problem) {
        throw new UnsupportedOperationException(problem.id());
    }

    /** The prompt of a problem as the user's message, for models that take a conversation; {@link #system()} goes apart. */
    public String userMessage(Problem problem) {
        throw new UnsupportedOperationException(problem.id());
    }

    /** What must agree for two results to be comparable: version, digests of data and prompts, policy, layout. */
    public SortedMap<String, String> keys() {
        throw new UnsupportedOperationException();
    }
}
