package dev.luffy.maven.train;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.plan.Run;
import java.nio.file.Path;

/** Trains one run and says how it ended; the expensive part, which tests replace. */
@FunctionalInterface
public interface WorkerLauncher {

    /** Refuses a run that cannot be launched for want of something outside of its inputs, before any other is trained. */
    default void check(Run run) {}

    /** {@code request} is the file that the worker reads. */
    WorkerEnd launch(Run run, Path request, RunListener listener);
}
