package dev.luffy.maven.train;

/** The build was asked to stop while a worker was running. */
public final class InterruptedRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InterruptedRunException(String message) {
        super(message);
    }
}
