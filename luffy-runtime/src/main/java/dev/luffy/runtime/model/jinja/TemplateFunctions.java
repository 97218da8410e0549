package dev.luffy.runtime.model.jinja;

/** Functions that transformers gives to templates; public, since Jinjava calls them by reflection. */
public final class TemplateFunctions {

    private TemplateFunctions() {}

    /** What a template says when it cannot hold the messages. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Raised(String message) {
            super(message);
        }
    }

    /** {@code raise_exception(message)}. */
    public static Object raise(Object message) {
        throw new Raised(String.valueOf(message));
    }

    /**
     * {@code strftime_now(format)}. A prompt with today's date in it would be another one tomorrow. Templates that ask
     * {@code strftime_now is defined} are told that it is not, and take the date that they have for that case.
     */
    public static Object now(Object format) {
        throw new Raised("strftime_now(" + PythonJson.text(format)
                + ") would put today's date into the prompt, which must be the same on every day;"
                + " write the date into the template instead");
    }
}
