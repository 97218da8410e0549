package dev.luffy.maven.train;

import dev.luffy.maven.fork.RunListener;
import dev.luffy.maven.fork.WorkerEnd;
import dev.luffy.maven.plan.Run;
import java.nio.file.Path;

/** Trains one run and says how it ended; the expensive part, which tests replace. */
@FunctionalInterface
public interface WorkerLauncher {

    /** {@code request} is the file that the worker reads. */
    WorkerEnd launch(Run run, Path request, RunListener listener);
}
