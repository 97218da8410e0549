package dev.luffy.maven.report;

import dev.luffy.benchmarks.score.Interval;
import dev.luffy.benchmarks.score.Proportion;
import dev.luffy.runtime.experiment.Level;
import java.util.Locale;

/**
 * Wilson's 95 % interval of a level's pass@1. Several responses to one problem are not independent trials; then the
 * problems count as the trials, as if all responses to a problem agreed, which makes the interval rather too wide than
 * too narrow.
 */
final class Uncertainty {

    private static final double CONFIDENCE = 0.95;

    private Uncertainty() {}

    static Interval of(Level level) {
        boolean independent = level.responses() <= level.problems();
        long trials = independent ? level.responses() : level.problems();
        long successes = independent ? level.correct() : Math.round(level.accuracy() * trials);
        return new Proportion(successes, trials).wilson(CONFIDENCE);
    }

    /** In percent: {@code [39.2, 51.5]}. */
    static String text(Level level) {
        Interval interval = of(level);
        return String.format(Locale.ROOT, "[%.1f, %.1f]", 100 * interval.low(), 100 * interval.high());
    }
}
