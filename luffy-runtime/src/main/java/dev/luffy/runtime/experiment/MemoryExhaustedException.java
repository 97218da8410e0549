package dev.luffy.runtime.experiment;

/**
 * A worker's memory does not suffice for what is declared. The message says at what it ran out and what to change; the failure
 * is the user's.
 */
public final class MemoryExhaustedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param cause what the engine said */
    public MemoryExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
