package dev.luffy.maven.check;

/** The model is worse than its build allows, or nobody can tell. The message has every finding that fails. */
public final class ViolationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ViolationException(String message) {
        super(message);
    }
}
