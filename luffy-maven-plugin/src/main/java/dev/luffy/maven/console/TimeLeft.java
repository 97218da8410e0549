package dev.luffy.maven.console;

import dev.luffy.runtime.experiment.Event;

/** Estimates what is left of a run from how long its latest steps took. */
final class TimeLeft {

    // Responses grow and shrink during training, so the last ten steps or so say more than all of them.
    private static final double WEIGHT = 0.1;

    private double secondsPerStep;
    private int seen;
    private long before;

    /** Takes the start of a run into account: what is there already says nothing about its speed. */
    void start(Event.Started started) {
        before = started.resumedFrom();
    }

    /** Takes responses of an evaluation into account; seconds for those that are missing, negative while unknown. */
    double after(Event.Answered answered) {
        long added = answered.done() - before;
        return added <= 0 ? -1 : answered.seconds() / added * (answered.total() - answered.done());
    }

    /** Takes a step into account; seconds for the steps that follow it. */
    double after(Event.Step step) {
        // The first step of a process pays for warming up and says nothing about the others once there is one.
        secondsPerStep = seen < 2 ? step.seconds() : (1 - WEIGHT) * secondsPerStep + WEIGHT * step.seconds();
        seen++;
        return secondsPerStep * (step.steps() - step.step());
    }
}
