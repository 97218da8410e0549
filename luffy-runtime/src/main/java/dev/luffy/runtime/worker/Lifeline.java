package dev.luffy.runtime.worker;

import dev.luffy.runtime.rollout.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When to stop. The parent holds the other end of standard input: its end, by closing or by death, is the order to make
 * safe what there is (training writes a checkpoint, a journal is safe anyway) and exit. Signals that reach the process itself (Ctrl-C in a terminal goes to the whole group) mean the
 * same.
 */
final class Lifeline implements Stop {

    /** Longest wait for the job to stop before the process ends regardless; an older checkpoint or the journal then stands. */
    private static final long GRACE_SECONDS = 9;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean asked;

    @Override
    public void check() {
        if (asked) throw new StopRequested();
    }

    /**
     * The first line of what the parent says, for a worker that is told a key; none is left in any file or argument.
     *
     * @return it without its line feed, or null if the parent left before it ended
     */
    static String firstLine(InputStream parent) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = parent.read(); next != '\n'; next = parent.read()) {
            if (next < 0) return null;
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Watches standard input and signals from now on. */
    void watch(InputStream parent) {
        Thread reader = new Thread(
                () -> {
                    try {
                        while (parent.read() >= 0) {
                            // the parent says nothing more; only the end matters
                        }
                    } catch (IOException e) {
                        // a broken pipe is an end too
                    }
                    asked = true;
                    awaitEnd();
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
                },
                "parent-watch");
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            asked = true;
                            awaitEnd();
                        },
                        "signal-watch"));
    }

    /** The run is over, whatever its outcome: nobody needs to wait any longer. */
    void finished() {
        finished.countDown();
    }

    private void awaitEnd() {
        try {
            finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
