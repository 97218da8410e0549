package dev.luffy.runtime.remote;

import dev.luffy.runtime.experiment.Event;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells what a step waits for, once it has waited a while, and not too often: every word is a line of the events. */
final class Waiting {

    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<Event> events;
    private final LongSupplier nanoTime;
    private long next;
    private boolean told;

    Waiting(Consumer<Event> events, LongSupplier nanoTime) {
        this.events = events;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong() + QUIET;
    }

    void say(String what) {
        long now = nanoTime.getAsLong();
        if (now - next < 0) return;
        next = now + PAUSE;
        told = true;
        events.accept(new Event.Phase(what));
    }

    /** What was waited for is there. */
    void over() {
        if (told) events.accept(new Event.Phase("training"));
    }
}
