package dev.luffy.maven.console;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.runtime.experiment.Event;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Progress for a terminal: one living line, redrawn in place and wiped before anything else is printed, so that what
 * stays on the screen is only what matters later.
 */
final class Rich implements RunListener {

    // Back to the first column, then erase to the end of the line.
    static final String WIPE = "\r\u001b[2K";
    private static final long REDRAW_NANOS = 1_000_000_000L;

    private final PrintWriter terminal;
    private final LongSupplier nanoTime;
    private final int width;
    private final Milestones milestones;
    private final Progress progress = new Progress();
    private final long begin;
    private String phase = "starting";
    private long drawnAt;
    private long movedAt;

    Rich(Work work, Output output, PrintWriter terminal, int width, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.width = width;
        this.milestones = new Milestones(work, line -> above(output::info, line), line -> above(output::warn, line));
        this.begin = nanoTime.getAsLong();
        this.drawnAt = begin;
    }

    @Override
    public void event(Event event) {
        if (event instanceof Event.Phase now) phase = now.name();
        if (progress.take(event)) movedAt = nanoTime.getAsLong();
        milestones.event(event);
        if (isEnd(event)) {
            wipe();
        } else {
            draw();
        }
    }

    @Override
    public void tick() {
        if (nanoTime.getAsLong() - drawnAt >= REDRAW_NANOS) draw();
    }

    @Override
    public void interrupted(long step) {
        milestones.interrupted(step);
    }

    private static boolean isEnd(Event event) {
        return event instanceof Event.Finished
                || event instanceof Event.Evaluated
                || event instanceof Event.Failed
                || event instanceof Event.Interrupted;
    }

    private void draw() {
        long now = nanoTime.getAsLong();
        drawnAt = now;
        String text = progress.begun()
                ? progress.line((now - movedAt) / 1e9) + "  " + phase
                : phase + " " + Line.duration((now - begin) / 1e9);
        // A line that wraps cannot be wiped.
        terminal.print(WIPE + (text.length() < width ? text : text.substring(0, width - 1)));
        terminal.flush();
    }

    private void above(Consumer<String> print, String line) {
        wipe();
        print.accept(line);
    }

    private void wipe() {
        terminal.print(WIPE);
        terminal.flush();
    }
}
