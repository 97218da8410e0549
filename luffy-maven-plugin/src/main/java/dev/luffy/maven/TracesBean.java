package dev.luffy.maven;

import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.TeacherSource;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;

/**
 * The teacher's traces of the training problems: a JSON-lines file, or the built-in solver's, which covers exactly the
 * problems that {@code <data>} chooses. Methods without off-policy rows leave them unread.
 *
 * <pre>{@code
 * <traces><builtin>aime</builtin></traces>
 *
 * <traces>src/luffy/traces.jsonl</traces>
 * }</pre>
 *
 * <p>{@code aime-verbose} is a second teacher of the problems {@code aime}: as right, and one who writes the last result
 * twice more before answering.
 *
 * @since 0.1.0
 */
public final class TracesBean {

    private File file;
    private String builtin;

    /** Makes {@code <traces>file</traces>} possible. */
    public void set(String path) {
        file = new File(path);
    }

    ProblemSource source(Path basedir, ProblemSource problems) {
        requireOne();
        if (file != null) {
            return new ProblemSource.JsonLines(basedir.resolve(file.toPath()).normalize());
        }
        if (problems instanceof ProblemSource.Builtin same) {
            if (same.name().equals(builtin)) return same;
            if (same.name().equals("aime") && builtin.equals("aime-verbose")) return same.named(builtin);
        }
        throw new InvalidDeclarationException(
                "builtin",
                builtin,
                "solves only its own problems: declare the same <builtin> in <data>, which is aime for aime-verbose");
    }

    /** The teacher that an ablation compares answers with: it need not know of any training problems. */
    TeacherSource teacher(Path basedir) {
        requireOne();
        if (file == null) return new TeacherSource.Builtin(builtin);
        return new TeacherSource.JsonLines(basedir.resolve(file.toPath()).normalize());
    }

    private void requireOne() {
        if ((file == null) == (builtin == null)) {
            throw new InvalidDeclarationException(
                    "file", file == null ? "nothing" : file.getPath(), "exactly one of <file> and <builtin> is needed");
        }
    }
}
