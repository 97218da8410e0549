package dev.luffy.maven.console;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.runtime.experiment.Event;
import java.util.function.LongSupplier;

/**
 * Progress for logs: the first and the last step or count, one in between every few seconds, and a sign of life when nothing has
 * happened for half a minute, since build servers kill jobs that are silent.
 */
final class Plain implements RunListener {

    static final long LINE_NANOS = 5_000_000_000L;
    static final long SILENCE_NANOS = 30_000_000_000L;

    private final Output output;
    private final LongSupplier nanoTime;
    private final Milestones milestones;
    private final Progress progress = new Progress();
    private final long begin;
    private long lastLine;
    private boolean moved;
    private String phase = "starting";

    Plain(Work work, Output output, LongSupplier nanoTime) {
        this.output = output;
        this.nanoTime = nanoTime;
        this.milestones = new Milestones(work, this::line, output::warn);
        this.begin = nanoTime.getAsLong();
        this.lastLine = begin;
    }

    @Override
    public void event(Event event) {
        if (event instanceof Event.Phase now) phase = now.name();
        if (progress.take(event)) progressed();
        milestones.event(event);
    }

    @Override
    public void tick() {
        long now = nanoTime.getAsLong();
        if (now - lastLine < SILENCE_NANOS) return;
        line("still " + phase + progress.brief() + ", " + Line.duration((now - begin) / 1e9) + " so far");
    }

    @Override
    public void interrupted(long step) {
        milestones.interrupted(step);
    }

    private void progressed() {
        boolean due = nanoTime.getAsLong() - lastLine >= LINE_NANOS;
        if (due || !moved || progress.complete()) {
            moved = true;
            line(progress.line(0));
        }
    }

    private void line(String text) {
        lastLine = nanoTime.getAsLong();
        output.info(text);
    }
}
