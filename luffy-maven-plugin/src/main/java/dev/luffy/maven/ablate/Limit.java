package dev.luffy.maven.ablate;

import dev.luffy.maven.plan.UserErrorException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much one call of the goal trains. It is looked at between runs alone and enters no file: a call that it ends has
 * done a part of the same runs.
 */
public final class Limit {

    private static final String RUNS = "luffy.ablate.maximumRuns";
    private static final String MINUTES = "luffy.ablate.maximumMinutes";

    private final Integer runs;
    private final Integer minutes;
    private final LongSupplier nanoseconds;
    private final long start;
    private int trained;

    /**
     * @param runs that are trained at most, or null; those that are up to date do not count
     * @param minutes after which no further run is begun, or null
     * @param nanoseconds a clock such as {@link System#nanoTime}
     */
    public Limit(Integer runs, Integer minutes, LongSupplier nanoseconds) {
        positive(RUNS, runs);
        positive(MINUTES, minutes);
        this.runs = runs;
        this.minutes = minutes;
        this.nanoseconds = nanoseconds;
        this.start = nanoseconds.getAsLong();
    }

    void count() {
        trained++;
    }

    /** Whether no further run is begun. */
    boolean reached() {
        return reachedProperty() != null;
    }

    /** The property that begins no further run, or null. */
    String reachedProperty() {
        if (runs != null && trained >= runs) return RUNS;
        return timeIsUp() ? MINUTES : null;
    }

    boolean timeIsUp() {
        return minutes != null && nanoseconds.getAsLong() - start >= TimeUnit.MINUTES.toNanos(minutes);
    }

    private static void positive(String property, Integer value) {
        if (value != null && value < 1) {
            throw new UserErrorException(property + " is " + value + ", but must be at least 1");
        }
    }
}
