package dev.luffy.maven.console;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.TerminalSize;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What we print to, and how a user wants it. */
public final class Terminal {

    // Most terminals have 80 columns or more, and a line that wraps cannot be wiped.
    private static final int DEFAULT_WIDTH = 79;
    private static final int NARROWEST = 20;

    /** How progress is shown. */
    public enum Mode {
        /** A living line in a terminal, plain lines elsewhere. */
        AUTO,
        /** Plain lines. */
        PLAIN,
        /** A living line, terminal or not. */
        RICH
    }

    private Terminal() {}

    /**
     * A listener that shows a run's progress.
     *
     * @param work what goes on
     * @param mode what the user asked for
     * @param interactive whether Maven may talk to a person ({@code -B} says no)
     * @param visible whether information is shown at all ({@code -q} says no)
     */
    public static RunListener listener(Work work, Mode mode, boolean interactive, boolean visible, Output output) {
        LongSupplier clock = System::nanoTime;
        if (!visible || mode == Mode.PLAIN) return new Plain(work, output, clock);
        Console console = System.console();
        boolean terminal = interactive && console != null && isTerminal(console) && !dumb(System.getenv("TERM"));
        if (mode == Mode.AUTO && !terminal) return new Plain(work, output, clock);
        PrintWriter writer = console == null ? standardOutput() : console.writer();
        return new Rich(work, output, writer, width(System.getenv("COLUMNS"), TerminalSize::columns), clock);
    }

    private static boolean dumb(String term) {
        return term == null || term.equals("dumb");
    }

    // Maven replaces the System's stream by one that knows lines only.
    private static PrintWriter standardOutput() {
        return new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }

    /** What the user exported, else what the terminal says, else a width that fits nearly everywhere. */
    static int width(String exported, Supplier<OptionalInt> asked) {
        if (exported != null && exported.strip().matches("[0-9]{1,5}")) {
            return Math.max(NARROWEST, Integer.parseInt(exported.strip()));
        }
        return Math.max(NARROWEST, asked.get().orElse(DEFAULT_WIDTH));
    }

    // From Java 22 on a console may be there although nothing is a terminal; only those Javas have the method.
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
