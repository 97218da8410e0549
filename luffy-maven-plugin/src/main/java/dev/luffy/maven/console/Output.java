package dev.luffy.maven.console;

/** Where lines go; Maven's log behind it. */
public interface Output {

    /** A line of progress. */
    void info(String line);

    /** A line that the user should not miss. */
    void warn(String line);
}
