package dev.luffy.maven.console;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.runtime.experiment.Event;
import java.util.function.LongSupplier;

/**
 * Progress for logs: the first and the last step, one in between every few seconds, and a sign of life when nothing has
 * happened for half a minute, since build servers kill jobs that are silent.
 */
final class Plain implements RunListener {

    static final long LINE_NANOS = 5_000_000_000L;
    static final long SILENCE_NANOS = 30_000_000_000L;

    private final Output output;
    private final LongSupplier nanoTime;
    private final Milestones milestones;
    private final TimeLeft timeLeft = new TimeLeft();
    private final long begin;
    private long lastLine;
    private boolean stepShown;
    private String phase = "starting";
    private String lastStep = "";

    Plain(Output output, LongSupplier nanoTime) {
        this.output = output;
        this.nanoTime = nanoTime;
        this.milestones = new Milestones(this::line, output::warn);
        this.begin = nanoTime.getAsLong();
        this.lastLine = begin;
    }

    @Override
    public void event(Event event) {
        if (event instanceof Event.Phase now) phase = now.name();
        if (event instanceof Event.Step step) step(step);
        milestones.event(event);
    }

    @Override
    public void tick() {
        long now = nanoTime.getAsLong();
        if (now - lastLine < SILENCE_NANOS) return;
        line("still " + phase + lastStep + ", " + Line.duration((now - begin) / 1e9) + " so far");
    }

    @Override
    public void interrupted(long step) {
        milestones.interrupted(step);
    }

    private void step(Event.Step step) {
        double left = timeLeft.after(step);
        lastStep = " (step " + step.step() + "/" + step.steps() + " done)";
        boolean due = nanoTime.getAsLong() - lastLine >= LINE_NANOS;
        if (due || !stepShown || step.step() == step.steps()) {
            stepShown = true;
            line(Line.step(step, left));
        }
    }

    private void line(String text) {
        lastLine = nanoTime.getAsLong();
        output.info(text);
    }
}
