package dev.luffy.maven.input;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.problem.Trace;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Inputs of experiments as files that have been read once from end to end. */
public final class InputFiles {

    /**
     * A file of problems.
     *
     * @param path absolute, or null for none
     * @param sha256 of its bytes, or null
     * @param ids of its problems, in its order
     */
    public record Problems(String path, String sha256, Set<String> ids) {

        /** Where an experiment needs no such file. */
        public static final Problems NONE = new Problems(null, null, Set.of());

        public int count() {
            return ids.size();
        }
    }

    /**
     * A file of teacher traces.
     *
     * @param path absolute, or null for none
     * @param sha256 of its bytes, or null
     * @param count traces in it
     */
    public record Traces(String path, String sha256, int count) {

        /** Where an experiment needs no such file. */
        public static final Traces NONE = new Traces(null, null, 0);
    }

    private final Builtins builtins;

    /** Built-in inputs are written into the folder when they are asked for. */
    public InputFiles(Path builtins) {
        this.builtins = new Builtins(builtins);
    }

    /**
     * The folder of a base model that is there before anything is trained.
     *
     * @throws IllegalArgumentException for a {@link ModelSource.Trained}, whose folder the workspace knows
     */
    public Path model(ModelSource source) throws IOException {
        if (source instanceof ModelSource.Folder folder) return folder.path();
        if (source instanceof ModelSource.Builtin builtin) return builtins.model(builtin.name());
        throw new IllegalArgumentException(source + " is no input");
    }

    /** A base model's shape; see {@link ModelFiles#shape}. */
    public ModelConfig shape(Path folder, InitialWeights weights) throws IOException {
        return ModelFiles.shape(folder, weights);
    }

    /**
     * The file of a source of problems.
     *
     * @param element that declares it, for the complaint
     * @throws UserErrorException if it is missing or a line of it is no problem
     */
    public Problems problems(String element, ProblemSource source) throws IOException {
        Path file = source instanceof ProblemSource.JsonLines lines
                ? lines.path()
                : builtins.problems(element, (ProblemSource.Builtin) source);
        Set<String> ids = new LinkedHashSet<>();
        for (Problem problem : read(element, file, JsonLines::readProblems)) ids.add(problem.id());
        return new Problems(file.toString(), InputDigest.ofFile(file), ids);
    }

    /**
     * The file of a source of traces.
     *
     * @param problems that must each have one; a problem without a trace could never have its off-policy rows
     * @throws UserErrorException if it is missing, a line of it is no trace, or a problem has none
     */
    public Traces traces(ProblemSource source, Problems problems) throws IOException {
        Path file = source instanceof ProblemSource.JsonLines lines
                ? lines.path()
                : builtins.traces((ProblemSource.Builtin) source);
        Set<String> missing = new LinkedHashSet<>(problems.ids());
        List<Trace> traces = read("traces", file, JsonLines::readTraces);
        for (Trace trace : traces) missing.remove(trace.problemId());
        if (!missing.isEmpty()) {
            throw new UserErrorException("<traces> is " + file + ", but it has no trace of problem "
                    + missing.iterator().next() + " (" + missing.size() + " of " + problems.count()
                    + " problems have none): add traces or remove the problems from <data>");
        }
        return new Traces(file.toString(), InputDigest.ofFile(file), traces.size());
    }

    static <T> List<T> read(String element, Path file, Function<Path, List<T>> reader) {
        if (!Files.isRegularFile(file)) {
            throw new UserErrorException("<" + element + "> is " + file + ", but there is no such file");
        }
        try {
            return reader.apply(file);
        } catch (MalformedDataException e) {
            throw new UserErrorException("<" + element + ">: " + e.getMessage(), e);
        }
    }
}
