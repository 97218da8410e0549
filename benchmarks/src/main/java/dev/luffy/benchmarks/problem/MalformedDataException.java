package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of problems or traces that cannot be used, with the place, what is wrong there and what to do about it. The
 * message is always {@code <file>:<line>: <problem>. <fix>}, without the line where the file as a whole is at fault.
 *
 * @since 0.1
 */
public final class MalformedDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // A Path is not serializable; the message still names the file after deserialization.
    private final transient Path file;
    private final long line;
    private final String problem;
    private final String fix;

    /**
     * @param file the file at fault
     * @param line the line at fault, or the row of a Parquet file, counted from 1; 0 for the file as a whole
     * @param problem what is wrong, without a closing full stop
     * @param fix what to do about it, a sentence
     */
    public MalformedDataException(Path file, long line, String problem, String fix) {
        this(file, line, problem, fix, null);
    }

    /** As {@link #MalformedDataException(Path, long, String, String)}, with the exception that showed it, or null. */
    public MalformedDataException(Path file, long line, String problem, String fix, Throwable cause) {
        super(file + (line == 0 ? "" : ":" + line) + ": " + problem + ". " + fix, cause);
        this.file = Objects.requireNonNull(file, "file");
        this.line = line;
        this.problem = Objects.requireNonNull(problem, "problem");
        this.fix = Objects.requireNonNull(fix, "fix");
    }

    /** The file at fault; null only after deserialization. */
    public Path file() {
        return file;
    }

    /** The line at fault, counted from 1; 0 for the file as a whole. */
    public long line() {
        return line;
    }

    /** What is wrong, without a closing full stop. */
    public String problem() {
        return problem;
    }

    /** What to do about it, a sentence. */
    public String fix() {
        return fix;
    }
}
