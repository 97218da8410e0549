package dev.luffy.maven.console;

import dev.luffy.runtime.experiment.Event;
import dev.luffy.runtime.experiment.Level;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Progress as text of one line. */
final class Line {

    private Line() {}

    static String started(Event.Started event) {
        String from = event.resumedFrom() == 0 ? "" : ", resumes after step " + event.resumedFrom();
        return String.format(
                Locale.ROOT,
                "%,d parameters, %,d problems, %,d steps%s; %s",
                event.parameters(),
                event.problems(),
                event.steps(),
                from,
                event.engine());
    }

    static String prepared(Event.Prepared event) {
        return "data: " + event.counts().sentence();
    }

    /** The start of an evaluation; an endpoint does not tell how many parameters its model has. */
    static String asked(Event.Started event) {
        String size = event.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d parameters, ", event.parameters());
        String there = event.resumedFrom() == 0
                ? ""
                : String.format(Locale.ROOT, " of which %,d are there", event.resumedFrom());
        return String.format(
                Locale.ROOT,
                "%s%,d problems, %,d responses%s; %s",
                size,
                event.problems(),
                event.steps(),
                there,
                event.engine());
    }

    /** {@code secondsLeft} is negative while it is unknown. */
    static String answered(Event.Answered event, double secondsLeft) {
        String speed = event.tokensPerSecond() > 0
                ? String.format(Locale.ROOT, "  %,.0f tokens/s", event.tokensPerSecond())
                : "";
        String left = secondsLeft < 0 ? "" : "  left " + duration(secondsLeft);
        return String.format(
                Locale.ROOT,
                "answered %d/%d  truncated %.1f %%%s%s",
                event.done(),
                event.total(),
                100 * event.truncated(),
                speed,
                left);
    }

    /** {@code secondsLeft} is negative while it is unknown. */
    static String step(Event.Step event, double secondsLeft) {
        String left = secondsLeft < 0 ? "" : "  left " + duration(secondsLeft);
        String dead = event.dead() ? "  (no update: every group of equal rewards)" : "";
        return String.format(
                Locale.ROOT,
                "step %d/%d  %s  %,.0f tokens/s%s%s",
                event.step(),
                event.steps(),
                learnt(event),
                event.tokensPerSecond(),
                left,
                dead);
    }

    /** A method that samples nothing has neither reward nor entropy nor length to show. */
    private static String learnt(Event.Step event) {
        if (event.length() == 0) return String.format(Locale.ROOT, "loss %.4f", event.loss());
        String entropy =
                Double.isNaN(event.entropy()) ? "" : String.format(Locale.ROOT, "  entropy %.3f", event.entropy());
        return String.format(Locale.ROOT, "reward %.3f%s  length %.1f", event.reward(), entropy, event.length());
    }

    static String validated(Event.Validated event) {
        String when = event.step() == 0 ? "before training" : "after step " + event.step();
        return "validation " + when + ": " + levels(event.levels());
    }

    private static String levels(List<Level> levels) {
        StringJoiner text = new StringJoiner(", ");
        for (Level level : levels) {
            text.add(String.format(
                    Locale.ROOT,
                    "level %s %.1f %% (%d/%d)",
                    level.name(),
                    100 * level.accuracy(),
                    level.correct(),
                    level.responses()));
        }
        return text.toString();
    }

    /** Whole seconds as people say them: 42s, 3m05s, 4h01m. */
    static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        if (whole < 60) return whole + "s";
        if (whole < 3600) return String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
        return String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60);
    }
}
