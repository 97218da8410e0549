package dev.luffy.maven.plan;

/**
 * Something in the user's POM or files cannot be used as it is. The message names the element or file, the value and
 * the fix; the build fails with it, without a stack trace.
 */
public final class UserErrorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UserErrorException(String message) {
        super(message);
    }

    public UserErrorException(String message, Throwable cause) {
        super(message, cause);
    }
}
