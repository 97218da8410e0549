package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Stage;

/** What a worker said that decides how its end is understood. */
final class LastWords {

    private static final int FINISHED = 0;
    private static final int USER_ERROR = 3;
    private static final int DIVERGED = 4;
    private static final int INTERRUPTED = 5;

    private long savedStep = WorkerEnd.UNKNOWN_STEP;
    private Stage stage = Stage.READING; // what every worker begins with
    private Event.Interrupted interrupted;
    private Event.Failed failed;

    void hear(Event event) {
        if (event instanceof Event.Started started) savedStep = started.resumedFrom();
        if (event instanceof Event.Saved saved) savedStep = saved.step();
        if (event instanceof Event.Reached now) stage = now.stage();
        if (event instanceof Event.Interrupted now) interrupted = now;
        if (event instanceof Event.Failed now) failed = now;
    }

    /** Step of the checkpoint that the next run goes on from, 0 for none, or {@link WorkerEnd#UNKNOWN_STEP}. */
    long resumeStep() {
        return interrupted == null ? savedStep : interrupted.step();
    }

    WorkerEnd end(int exitCode, boolean stopRequested) {
        if (exitCode == FINISHED) return new WorkerEnd.Finished();
        if (exitCode == USER_ERROR && says(Event.Kind.USER)) return new WorkerEnd.UserError(failed.message());
        if (exitCode == DIVERGED && says(Event.Kind.DIVERGED)) return new WorkerEnd.Diverged(failed.message());
        if (exitCode == INTERRUPTED || stopRequested) return new WorkerEnd.Interrupted(resumeStep());
        return new WorkerEnd.Crashed(exitCode, failed == null ? null : failed.message(), savedStep, stage);
    }

    private boolean says(Event.Kind kind) {
        return failed != null && failed.kind() == kind;
    }
}
