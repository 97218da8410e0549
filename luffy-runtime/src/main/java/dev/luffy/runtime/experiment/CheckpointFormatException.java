package dev.luffy.runtime.experiment;

import java.nio.file.Path;

/**
 * A model folder that cannot be used as it is. The message names the file, the value found there and what to do about
 * it. Lives beside {@link ModelConfigReader} because a dry run, which has no model room, must be able to catch it.
 */
public final class CheckpointFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Not every Path can be serialised; the message repeats it.
    private final transient Path file;

    /**
     * @param file the file, or the folder where the fault is that a file is not there
     * @param problem what was found, with its value, and the fix
     */
    public CheckpointFormatException(Path file, String problem) {
        this(file, problem, null);
    }

    /**
     * @param file the file, or the folder where the fault is that a file is not there
     * @param problem what was found, with its value, and the fix
     * @param cause what the parser said, or null
     */
    public CheckpointFormatException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    /** The file or folder at fault. */
    public Path file() {
        return file;
    }
}
