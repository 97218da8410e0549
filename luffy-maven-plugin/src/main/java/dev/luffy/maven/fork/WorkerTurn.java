package dev.luffy.maven.fork;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.SessionData;

/**
 * One worker at a time in a Maven build: two trainings at once would share the machine's cores and its memory, and each
 * would be slower than half. The turn hangs on the build's repository session, because modules of a {@code -T} build may
 * see different copies of this class.
 */
public final class WorkerTurn {

    private static final String KEY = "dev.luffy.worker";

    private WorkerTurn() {}

    /** Waits until no other module of this build runs a worker, then does the work. */
    public static <T> T inTurn(RepositorySystemSession session, Supplier<T> work) throws InterruptedException {
        SessionData data = session.getData();
        data.set(KEY, null, new Semaphore(1, true));
        Semaphore turn = (Semaphore) data.get(KEY);
        turn.acquire();
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
