package dev.luffy.maven.console;

import dev.luffy.runtime.experiment.Event;
import java.util.function.Consumer;

/** The events that get a line of their own in every kind of console. */
record Milestones(Work work, Consumer<String> info, Consumer<String> warn) {

    void event(Event event) {
        if (event instanceof Event.Started started) {
            if (started.notice() != null) warn.accept(started.notice());
            info.accept(work == Work.TRAINING ? Line.started(started) : Line.asked(started));
        }
        if (event instanceof Event.Notice notice) warn.accept(notice.text());
        if (event instanceof Event.Prepared prepared) info.accept(Line.prepared(prepared));
        if (event instanceof Event.Validated validated) info.accept(Line.validated(validated));
    }

    void interrupted(long step) {
        if (work == Work.EVALUATION) {
            String there = step < 0 ? "" : "; " + step + " responses are there";
            warn.accept("interrupted" + there + ", the next run asks for the rest");
            return;
        }
        String where = step == 0
                ? " before the first checkpoint; the next run starts over"
                : "; the next run resumes after step " + step;
        warn.accept("interrupted" + (step < 0 ? "" : where));
    }
}
