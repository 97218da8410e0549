package dev.luffy.benchmarks.problem;

import java.nio.file.Path;
import java.util.Objects;

/** A data file that cannot be used: where, why, and what to do about it. */
public final class MalformedDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final String reason;
    private final String fix;

    /**
     * @param file the file
     * @param line number of the line, from 1; 0 when the file as a whole is meant
     * @param reason what is wrong
     * @param fix what to do about it
     */
    public MalformedDataException(Path file, long line, String reason, String fix) {
        this(file, line, reason, fix, null);
    }

    /** As above, with the exception that told of it (or null). */
    public MalformedDataException(Path file, long line, String reason, String fix, Throwable cause) {
        super(file + (line > 0 ? ":" + line : "") + ": " + reason + ". " + fix + ".", cause);
        this.file = Objects.requireNonNull(file, "file").toString();
        this.line = line;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.fix = Objects.requireNonNull(fix, "fix");
    }

    /** The file. */
    public Path file() {
        return Path.of(file);
    }

    /** Number of the line, from 1; 0 when the file as a whole is meant. */
    public long line() {
        return line;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
