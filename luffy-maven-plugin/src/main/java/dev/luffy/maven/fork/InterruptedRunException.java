package dev.luffy.maven.fork;

/** The build was asked to stop while a worker was running. */
public final class InterruptedRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InterruptedRunException(String message) {
        super(message);
    }
}
