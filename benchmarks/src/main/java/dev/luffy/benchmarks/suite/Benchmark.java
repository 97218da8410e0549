package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.MathVerifier;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.ProblemFile;
import dev.luffy.benchmarks.problem.Sha256;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A benchmark with its problems: read, checked and digested.
 *
 * @param definition what it is
 * @param sha256 of the file that the problems came from
 * @param all every problem once, in the file's order; these are asked, so that a mended gold answer or a better verifier finds
 *     the responses it needs
 * @param problems those of them, whose gold answer the policy can judge, in the file's order
 * @param unusable what is reported and not scored: problems whose gold answer does not equal itself, with the reason
 * @param system the system message, or empty
 * @param repeats how often the file repeats each problem (samples of one problem, as LUFFY's file does); usually 1
 * @since 0.1
 */
public record Benchmark(
        Definition definition,
        String sha256,
        List<Problem> all,
        List<Problem> problems,
        List<Unusable> unusable,
        String system,
        int repeats) {

    /** A problem that cannot be scored. */
    public record Unusable(String problem, String gold, String reason) {}

    /** @throws IllegalArgumentException if the definition's template has no place for the problem */
    public Benchmark {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
        unusable = List.copyOf(unusable);
        new Template(definition.template());
    }

    /**
     * Reads a benchmark.
     *
     * @throws dev.luffy.benchmarks.problem.MalformedDataException if the file is missing, empty, malformed, repeats an id
     *     with another problem, has several system messages where the definition leaves it to the file, or no problem in it
     *     can be scored; names file, line and fix
     * @throws IllegalArgumentException if the definition's template has no place for the problem
     */
    public static Benchmark load(Definition definition, Path file) {
        return load(definition, file, new MathVerifier(definition.policy()));
    }

    /** As {@link #load(Definition, Path)}, judged by another verifier. */
    static Benchmark load(Definition definition, Path file, Verifier verifier) {
        ProblemFile read = ProblemFile.read(file, definition.layout());
        if (definition.system() == null && read.systems().size() > 1) {
            throw new MalformedDataException(
                    file,
                    0,
                    "the rows have " + read.systems().size() + " different system messages",
                    "Declare the system message of the benchmark, or select rows that agree.");
        }
        String system = definition.system() == null ? read.systems().get(0) : definition.system();
        SelfTest test = SelfTest.of(read.problems(), definition.policy(), verifier);
        if (test.usable().isEmpty()) {
            Unusable first = test.unusable().get(0);
            throw new MalformedDataException(
                    file,
                    0,
                    "no gold answer equals itself under the policy "
                            + definition.policy().name() + "; that of problem " + first.problem() + " is "
                            + first.gold() + ": " + first.reason(),
                    "Choose the policy that fits the answers, or correct the path of the answer.");
        }
        return new Benchmark(
                definition, Sha256.of(file), read.problems(), test.usable(), test.unusable(), system, read.repeats());
    }

    /**
     * A benchmark of problems that are at hand. Its digest is that of the file that {@link JsonLines#writeProblems} would
     * write.
     *
     * @throws IllegalArgumentException if there is no problem whose gold answer equals itself, two have one id, or the
     *     template has no place for the problem
     */
    public static Benchmark of(Definition definition, List<Problem> problems) {
        return of(definition, problems, new MathVerifier(definition.policy()));
    }

    /** As {@link #of(Definition, List)}, judged by another verifier. */
    static Benchmark of(Definition definition, List<Problem> problems, Verifier verifier) {
        Sha256 sha = new Sha256();
        Set<String> ids = new HashSet<>();
        for (Problem problem : problems) {
            sha.line(JsonLines.line(problem));
            if (!ids.add(problem.id())) {
                throw new IllegalArgumentException(
                        "The benchmark " + definition.id() + " has two problems " + problem.id());
            }
        }
        SelfTest test = SelfTest.of(problems, definition.policy(), verifier);
        if (test.usable().isEmpty()) {
            throw new IllegalArgumentException(
                    "The benchmark " + definition.id() + " has no problem whose gold answer equals itself");
        }
        String system = definition.system() == null ? "" : definition.system();
        return new Benchmark(definition, sha.hex(), problems, test.usable(), test.unusable(), system, 1);
    }

    /**
     * The prompt of a problem as one text, for models that take text. A system message that the template gives no place
     * stands in front, followed by a blank line.
     */
    public String promptText(Problem problem) {
        return new Template(definition.template()).whole(system, problem.prompt());
    }

    /** The prompt of a problem as the user's message, for models that take a conversation; {@link #system()} goes apart. */
    public String userMessage(Problem problem) {
        return new Template(definition.template()).user(problem.prompt());
    }

    /** What must agree for two results to be comparable: version, digests of data and prompts, policy, verifier, layout. */
    public SortedMap<String, String> keys() {
        Sha256 prompts = new Sha256().text(definition.template()).text(system);
        Sha256 golds = new Sha256();
        for (Problem problem : problems) {
            prompts.text(promptText(problem)).text(userMessage(problem));
            golds.line(JsonLines.line(problem));
        }
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put("benchmark.id", definition.id());
        keys.put("benchmark.version", Integer.toString(definition.version()));
        keys.put("data.sha256", sha256);
        keys.put(
                "policy", definition.policy().name() + " " + definition.policy().version());
        definition.policy().settings().forEach((name, value) -> keys.put("policy." + name, value));
        keys.put("problems", Integer.toString(problems.size()));
        // What the layout made of the data.
        keys.put("problems.sha256", golds.hex());
        keys.put("prompt.sha256", prompts.hex());
        keys.put("verifier", Integer.toString(MathVerifier.VERSION));
        return keys;
    }
}
