package dev.luffy.runtime.tensor;

import ai.djl.pytorch.jni.JniUtils;
import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that each do a share of the work alone. The operations of a small model are too short to be cut among cores, which would
 * wait for each other at the end of each; rows are many and do not need each other, so every lane gets some and computes them with
 * one core. A large model's operations fill all cores, and would read its weights once for each lane.
 */
final class Lanes {
    private final int threads;
    private final ExecutorService executor;

    /** @param threads how many at most; more than one makes threads that live as long as the process */
    Lanes(int threads) {
        this.threads = threads;
        this.executor = threads == 1 ? null : Executors.newFixedThreadPool(threads, Lanes::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    // In turns: libtorch keeps the number of a thread, and a common one for those that have none yet.
                    synchronized (Lanes.class) {
                        JniUtils.setNumThreads(1);
                    }
                    work.run();
                },
                "luffy-lane");
        thread.setDaemon(true);
        return thread;
    }

    /** How many lanes are worth their while for work that falls into so many parts. */
    int of(ModelConfig model, int parts) {
        return suit(model) ? Math.max(1, Math.min(threads, parts)) : 1;
    }

    /** Whether rows of a model are dealt out at all. */
    static boolean suit(ModelConfig model) {
        return model.parameterCount() < Budget.SMALL_MODEL && Engine.isCpu();
    }

    /** Does each share on a thread of its own, or here if it is the only one; the first failure in their order is thrown. */
    void run(List<? extends Runnable> shares) {
        if (shares.size() == 1) shares.get(0).run();
        else runEach(shares);
    }

    /** The same, always with one core to a share: bits that may depend on how many compute a row then depend on nothing. */
    void runEach(List<? extends Runnable> shares) {
        if (executor == null) {
            shares.forEach(Runnable::run);
            return;
        }
        List<Future<?>> results = new ArrayList<>();
        Throwable failure = null;
        try {
            for (Runnable share : shares) results.add(executor.submit(share));
        } catch (RuntimeException | Error e) {
            failure = e; // no thread to be had
        }
        for (Future<?> result : results) {
            Throwable failed = failureOf(result);
            if (failure == null) failure = failed;
        }
        if (failure instanceof RuntimeException exception) throw exception;
        if (failure instanceof Error error) throw error;
    }

    /** Waits, whatever happens: the shares work on tensors that the caller will close. */
    private static Throwable failureOf(Future<?> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    result.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    void close() {
        if (executor != null) executor.shutdown();
    }
}
