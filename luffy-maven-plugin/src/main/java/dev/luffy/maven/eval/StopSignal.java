package dev.luffy.maven.eval;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices that Maven is being stopped by Ctrl-C or SIGTERM, and holds the shutdown up for a moment, so that what is at a
 * server may arrive and what is there can be told.
 */
final class StopSignal implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(6);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "luffy-stop-evaluation");
    private volatile boolean requested;

    StopSignal() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            requested = true; // the JVM is already going down
        }
    }

    boolean requested() {
        return requested;
    }

    /** What the JVM does when it goes down. */
    void stop() {
        requested = true;
        try {
            closed.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the JVM is going down and keeps nothing.
        }
    }
}
