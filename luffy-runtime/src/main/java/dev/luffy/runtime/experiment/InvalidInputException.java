package dev.luffy.runtime.experiment;

/** An input that a run cannot use. The message names the file, the value and the fix; the failure is the user's. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidInputException(String message) {
        super(message);
    }
}
