package dev.luffy.runtime.model.jinja;

/** A template that cannot be rendered: its own {@code raise_exception}, a mistake in it, or what is refused here. */
public final class JinjaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JinjaException(String message) {
        super(message);
    }
}
