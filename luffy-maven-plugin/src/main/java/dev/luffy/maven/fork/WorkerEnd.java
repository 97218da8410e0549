package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Stage;

/** How a worker ended. */
public sealed interface WorkerEnd {

    /** Step of the newest checkpoint when the worker has not said whether there is one. */
    long UNKNOWN_STEP = -1;

    /** It says that the model is trained. */
    record Finished() implements WorkerEnd {}

    /** An input or a declared value is wrong; the message says which. */
    record UserError(String message) implements WorkerEnd {}

    /** A loss was not finite. */
    record Diverged(String message) implements WorkerEnd {}

    /** It was asked to stop; the newest checkpoint is that of {@code step}, 0 for none, or {@link #UNKNOWN_STEP}. */
    record Interrupted(long step) implements WorkerEnd {}

    /**
     * Everything else.
     *
     * @param exitCode of the process; 128 + n for signal n
     * @param message what the worker said, or null
     * @param savedStep step of the newest checkpoint that it announced, 0 for none, or {@link #UNKNOWN_STEP}
     * @param stage what it was at
     */
    record Crashed(int exitCode, String message, long savedStep, Stage stage) implements WorkerEnd {}
}
