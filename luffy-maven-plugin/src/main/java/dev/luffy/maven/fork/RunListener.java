package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Event;

/** Hears of a run while it goes on; always called by the thread that waits for the worker. */
public interface RunListener {

    /** The worker said something. */
    void event(Event event);

    /** Time passes; called several times a second. */
    void tick();

    /** The build is being stopped; the worker has left, and the next run goes on after {@code step}; negative when unknown. */
    void interrupted(long step);
}
