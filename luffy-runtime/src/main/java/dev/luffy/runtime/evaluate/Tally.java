package dev.luffy.runtime.evaluate;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.tensor.Completion;
import java.util.function.Consumer;

/** How far an evaluation is, and how fast it goes: for people, nothing here reaches a result. */
final class Tally {

    private final long start = System.nanoTime();
    private final long total;
    private long done;
    private long added;
    private long told;
    private long truncated;
    private long tokens;

    /**
     * @param done responses that are there from earlier runs
     */
    Tally(long done, long total) {
        this.done = done;
        this.total = total;
    }

    void add(Completion response) {
        done++;
        added++;
        tokens += response.tokens().length;
        if (!response.finished()) truncated++;
    }

    long done() {
        return done;
    }

    /** Tells how far it is, if there is more than when it was told last. */
    void tell(Consumer<Event> events) {
        if (added == told) return;
        told = added;
        double seconds = (System.nanoTime() - start) * 1e-9;
        events.accept(new Event.Answered(done, total, (double) truncated / added, tokens / seconds, seconds));
    }
}
