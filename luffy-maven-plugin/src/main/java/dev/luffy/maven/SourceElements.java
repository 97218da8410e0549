package dev.luffy.maven;

import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The elements that choose problems, shared by {@code <data>} and {@code <validation>}. */
record SourceElements(File file, String builtin, String split, List<String> levels, Integer count) {

    private static final int DEFAULT_COUNT = 256;

    /** The source they mean. {@code defaultSplit} is what a built-in's {@code <split>} means when it is left out. */
    ProblemSource source(Path basedir, String defaultSplit) {
        if ((file == null) == (builtin == null)) {
            throw new InvalidDeclarationException(
                    "file", file == null ? "nothing" : file.getPath(), "exactly one of <file> and <builtin> is needed");
        }
        if (file != null) {
            onlyForBuiltin("split", split);
            onlyForBuiltin("levels", levels);
            onlyForBuiltin("count", count);
            return new ProblemSource.JsonLines(basedir.resolve(file.toPath()).normalize());
        }
        int wanted = count == null ? DEFAULT_COUNT : count;
        if (wanted < 1) throw new InvalidDeclarationException("count", wanted, "must be at least 1");
        return new ProblemSource.Builtin(
                builtin, split == null ? defaultSplit : split, levels == null ? List.of() : levels, wanted);
    }

    private static void onlyForBuiltin(String field, Object value) {
        if (value != null) {
            throw new InvalidDeclarationException(
                    field, value, "chooses among built-in problems; a <file> is used as a whole");
        }
    }
}
