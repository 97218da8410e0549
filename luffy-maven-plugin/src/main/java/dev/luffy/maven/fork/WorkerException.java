package dev.luffy.maven.fork;

/** The worker could not be started, or ended without doing its work. Not the user's fault as far as we know. */
public final class WorkerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WorkerException(String message) {
        super(message);
    }

    public WorkerException(String message, Throwable cause) {
        super(message, cause);
    }
}
