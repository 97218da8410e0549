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
    private final TimeLeft timeLeft = new TimeLeft();
    private final long begin;
    private String phase = "starting";
    private Event.Step step;
    private double secondsLeft;
    private long drawnAt;
    private long steppedAt;

    Rich(Output output, PrintWriter terminal, int width, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.width = width;
        this.milestones = new Milestones(line -> above(output::info, line), line -> above(output::warn, line));
        this.begin = nanoTime.getAsLong();
        this.drawnAt = begin;
    }

    @Override
    public void event(Event event) {
        if (event instanceof Event.Phase now) phase = now.name();
        if (event instanceof Event.Step now) {
            step = now;
            steppedAt = nanoTime.getAsLong();
            secondsLeft = timeLeft.after(now);
        }
        milestones.event(event);
        if (event instanceof Event.Finished || event instanceof Event.Failed || event instanceof Event.Interrupted) {
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

    private void draw() {
        long now = nanoTime.getAsLong();
        drawnAt = now;
        String text = step == null
                ? phase + " " + Line.duration((now - begin) / 1e9)
                : Line.step(step, Math.max(0, secondsLeft - (now - steppedAt) / 1e9)) + "  " + phase;
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
