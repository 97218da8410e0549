package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one worker to its end.
 *
 * <p>The worker's standard input is a pipe that this process holds open: its end means "checkpoint and exit". So a
 * Maven that is killed leaves no orphan, and a Maven that is stopped by Ctrl-C or SIGTERM closes the pipe, waits and only
 * then kills. Ctrl-C in a terminal reaches the whole process group; the worker is started deaf to it, because it would
 * otherwise die before it could write its checkpoint.
 */
public final class WorkerRun {

    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REPORTING = Duration.ofSeconds(2);

    private final Command command;
    private final Path folder;
    private final String log;
    private final String firstLine;
    private final Duration grace;
    private final LastWords last = new LastWords();
    private volatile boolean stopRequested;

    /**
     * @param command what is started
     * @param folder the run's folder: takes {@code command.txt}, {@code events.ndjson} and the log
     * @param log name of the file that takes what the worker prints
     */
    public WorkerRun(Command command, Path folder, String log) {
        this(command, folder, log, null);
    }

    /** @param firstLine what the worker is told over its standard input and nowhere else, or null for nothing */
    public WorkerRun(Command command, Path folder, String log, String firstLine) {
        this(command, folder, log, firstLine, GRACE);
    }

    WorkerRun(Command command, Path folder, String log, String firstLine, Duration grace) {
        this.command = command;
        this.folder = folder;
        this.log = log;
        this.firstLine = firstLine;
        this.grace = grace;
    }

    /** Writes {@code command.txt} and the launcher's argument file, starts the worker and waits for its end. */
    public WorkerEnd run(RunListener listener) {
        Path events = folder.resolve("events.ndjson");
        EventTail tail = new EventTail(events);
        Process process = start(events);
        CountDownLatch reported = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndAwait(process, reported), "luffy-stop-worker");
        boolean hooked = hook(hook);
        if (!hooked) stop(process);
        boolean interrupted = false;
        try {
            while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                hear(tail, listener);
                listener.tick();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            stop(process);
        } finally {
            if (process.isAlive()) stop(process);
            hear(tail, listener);
            if (stopRequested && process.exitValue() != 0) listener.interrupted(last.resumeStep());
            reported.countDown();
            if (hooked) unhook(hook);
            if (interrupted) Thread.currentThread().interrupt();
        }
        return last.end(process.exitValue(), stopRequested);
    }

    private void hear(EventTail tail, RunListener listener) {
        for (Event event : tail.read()) {
            last.hear(event);
            listener.event(event);
        }
    }

    private Process start(Path events) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(events);
            Path arguments = folder.resolve("worker.args");
            Files.writeString(arguments, command.argumentFile());
            Files.writeString(folder.resolve("command.txt"), command.readable());
            ProcessBuilder builder = new ProcessBuilder(launch(arguments))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(log).toFile());
            command.completeEnvironment(builder.environment());
            Process process = builder.start();
            if (firstLine != null) tell(process);
            return process;
        } catch (IOException e) {
            throw new WorkerException("the worker could not be started: " + e.getMessage(), e);
        }
    }

    private void tell(Process process) {
        try {
            process.getOutputStream().write((firstLine + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended already; its end says more than the broken pipe.
        }
    }

    private List<String> launch(Path arguments) {
        List<String> words = new ArrayList<>();
        if (!JavaInstallation.windows()) {
            // A signal that is ignored when a JVM starts stays ignored; exec keeps the process id.
            words.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "luffy"));
        }
        words.add(command.java().executable().toString());
        words.add("@" + arguments);
        return words;
    }

    private void stopAndAwait(Process process, CountDownLatch reported) {
        stop(process);
        try {
            // Lets the waiting thread print where the next run resumes; it must never hold up the shutdown.
            reported.await(REPORTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Process process) {
        if (!process.isAlive()) return;
        stopRequested = true;
        boolean interrupted = false;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is already broken, so the worker is leaving anyway.
        }
        try {
            if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly().onExit().join();
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static boolean hook(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false; // the JVM is already going down
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the JVM is going down and keeps nothing.
        }
    }
}
