package dev.luffy.maven.study;

/** Which way a claim says that a difference goes. */
public enum Expectation {
    /** It is above 0. */
    MORE("more"),
    /** It is below 0. */
    LESS("less"),
    /** It is not above 0: a claim of absence, which can be contradicted but not shown. */
    NO_MORE("no more");

    private final String text;

    Expectation(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
