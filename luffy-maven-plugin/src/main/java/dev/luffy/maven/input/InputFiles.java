package dev.luffy.maven.input;

import dev.luffy.benchmarks.problem.JsonLines;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.problem.MalformedDataException;
import dev.luffy.benchmarks.problem.TrainingFile;
import dev.luffy.maven.plan.ModelSource;
import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.Experiment.InitialWeights;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Inputs of experiments as files that have been read once from end to end. */
public final class InputFiles {

    private static final String DATA = "data";

    /**
     * A file of problems.
     *
     * @param path absolute, or null for none
     * @param sha256 of its bytes, or null
     * @param read what was seen on the way through it, or null
     */
    public record Problems(String path, String sha256, TrainingFile read) {

        /** Where an experiment needs no such file. */
        public static final Problems NONE = new Problems(null, null, null);

        public int count() {
            return read == null ? 0 : read.ids().size();
        }

        /** Rows that are problems; several may be the same one. */
        public long rows() {
            return read == null ? 0 : read.rows();
        }

        /** The layout of its rows, or null for this project's own JSON lines. */
        public Layout layout() {
            return read == null ? null : read.layout();
        }
    }

    /**
     * A file of teacher traces.
     *
     * @param path absolute, or null for none
     * @param sha256 of its bytes, or null
     * @param count traces in it
     * @param missing problems that have no trace in it
     */
    public record Traces(String path, String sha256, int count, int missing) {

        /** Where an experiment needs no such file. */
        public static final Traces NONE = new Traces(null, null, 0, 0);
    }

    private final Builtins builtins;
    private final Map<ProblemSource, Problems> surveyed = new HashMap<>(); // variants of an ablation share large files

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
     * The file of a source of problems, which is this project's own JSON lines.
     *
     * @param element that declares it, for the complaint
     * @throws UserErrorException if it is missing or a line of it is no problem
     */
    public Problems problems(String element, ProblemSource source) throws IOException {
        Path file = source instanceof ProblemSource.JsonLines lines
                ? lines.path()
                : builtins.problems(element, (ProblemSource.Builtin) source);
        TrainingFile read = read(element, file, each -> TrainingFile.forEach(each, null, example -> {}));
        return new Problems(file.toString(), InputDigest.ofFile(file), read);
    }

    /**
     * The file of a source of training problems, in whatever layout; the teacher's texts in it are left unread.
     *
     * @throws UserErrorException if it is missing, or a row of it is no problem
     */
    public Problems training(ProblemSource source) throws IOException {
        Problems known = surveyed.get(source);
        if (known != null) return known;
        Problems found = source instanceof ProblemSource.Builtin ? problems(DATA, source) : survey(source);
        surveyed.put(source, found);
        return found;
    }

    private static Problems survey(ProblemSource source) throws IOException {
        ProblemSource.Rows rows = source instanceof ProblemSource.JsonLines lines
                ? new ProblemSource.Rows(lines.path(), Layout.detected(), true)
                : (ProblemSource.Rows) source;
        TrainingFile read = read(DATA, rows.path(), file -> TrainingFile.survey(file, rows.layout(), rows.systems()));
        return new Problems(rows.path().toString(), InputDigest.ofFile(rows.path()), read);
    }

    /**
     * The file of a source of traces.
     *
     * @param problems that must each have one; a problem without a trace could never have its off-policy rows
     * @param required whether they must; otherwise those that have none are counted
     * @throws UserErrorException if it is missing, a line of it is no trace, or a problem has none
     */
    public Traces traces(ProblemSource source, Problems problems, boolean required) throws IOException {
        Path file = source instanceof ProblemSource.JsonLines lines
                ? lines.path()
                : builtins.traces((ProblemSource.Builtin) source);
        BitSet traced = new BitSet();
        int count = read(
                "traces",
                file,
                each -> JsonLines.forEachTrace(each, trace -> {
                    int problem = problems.read().ids().indexOf(trace.problemId());
                    if (problem >= 0) traced.set(problem);
                }));
        int missing = problems.count() - traced.cardinality();
        if (missing > 0 && required) {
            throw new UserErrorException("<traces> is " + file + ", but it has no trace of problem "
                    + id(problems, traced.nextClearBit(0)) + " (" + missing + " of " + problems.count()
                    + " problems have none): add traces or remove the problems from <data>, or have them left out by"
                    + " <data><filter><missingTraces>DROP");
        }
        return new Traces(file.toString(), InputDigest.ofFile(file), count, missing);
    }

    /** The id of a problem, which has to be read again: of those before it there are hashes. */
    private static String id(Problems problems, int index) {
        String[] id = new String[1];
        Layout layout = problems.layout() == null ? null : problems.layout().without("target");
        TrainingFile.forEach(Path.of(problems.path()), layout, example -> {
            if (example.index() == index) id[0] = example.problem().id();
        });
        return id[0];
    }

    static <T> T read(String element, Path file, Function<Path, T> reader) {
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
