package dev.luffy.runtime.endpoint;

/**
 * A question will not get its answer. The message names the server, the problem, the attempts and what the server said
 * last; never the key. It has no cause, since a cause's message could carry what the server echoed.
 *
 * @since 0.1
 */
public final class EndpointException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean userError;

    EndpointException(String message, boolean userError) {
        super(message);
        this.userError = userError;
    }

    /**
     * Whether the declaration is at fault (wrong key, unknown model, a request the server refuses, a host that cannot
     * be reached), and not the server.
     */
    public boolean userError() {
        return userError;
    }
}
