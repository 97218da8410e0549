package dev.luffy.maven.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Asks the terminal how wide it is. Shells know ({@code $COLUMNS}) but do not export it, and Java does not ask. */
public final class TerminalSize {

    private static final long PATIENCE_MILLIS = 500;

    private TerminalSize() {}

    /** Columns of the controlling terminal; empty where there is none, or it does not tell. */
    public static OptionalInt columns() {
        if (JavaInstallation.windows()) return OptionalInt.empty();
        Process stty = null;
        try {
            stty = new ProcessBuilder("/bin/sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) return OptionalInt.empty();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } finally {
            if (stty != null) stty.destroyForcibly();
        }
    }

    /** {@code said} is "rows columns"; a terminal that was never told its size says 0. */
    static OptionalInt parse(String said) {
        String[] words = said.strip().split(" ");
        if (words.length != 2 || !words[1].matches("[1-9][0-9]{0,4}")) return OptionalInt.empty();
        return OptionalInt.of(Integer.parseInt(words[1]));
    }
}
