package dev.luffy.maven.console;

import dev.luffy.runtime.experiment.Event;

/** How far a run is, in words: the newest step of a training, or the responses of an evaluation that are there. */
final class Progress {

    private final TimeLeft timeLeft = new TimeLeft();
    private Event.Step step;
    private Event.Answered answered;
    private double secondsLeft = -1;

    /** Takes an event into account; whether it moved the run on. */
    boolean take(Event event) {
        if (event instanceof Event.Started started) timeLeft.start(started);
        if (event instanceof Event.Step now) {
            step = now;
            secondsLeft = timeLeft.after(now);
            return true;
        }
        if (event instanceof Event.Answered now) {
            answered = now;
            secondsLeft = timeLeft.after(now);
            return true;
        }
        return false;
    }

    boolean begun() {
        return step != null || answered != null;
    }

    boolean complete() {
        return step != null ? step.step() == step.steps() : begun() && answered.done() == answered.total();
    }

    /** One line; {@code secondsAgo} is how long ago the newest event came. */
    String line(double secondsAgo) {
        double left = secondsLeft < 0 ? secondsLeft : Math.max(0, secondsLeft - secondsAgo);
        return step != null ? Line.step(step, left) : Line.answered(answered, left);
    }

    /** A few words in parentheses, or nothing. */
    String brief() {
        if (step != null) return " (step " + step.step() + "/" + step.steps() + " done)";
        if (answered != null) return " (" + answered.done() + "/" + answered.total() + " responses there)";
        return "";
    }
}
