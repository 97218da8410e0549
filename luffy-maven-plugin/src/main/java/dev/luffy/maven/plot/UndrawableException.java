package dev.luffy.maven.plot;

/** The plotting library has failed; the cause says how. */
public final class UndrawableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason for people */
    public UndrawableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
