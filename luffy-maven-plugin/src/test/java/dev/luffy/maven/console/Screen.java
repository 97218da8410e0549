package dev.luffy.maven.console;

import dev.luffy.runtime.experiment.Event;
import java.util.ArrayList;
import java.util.List;

/** Lines that were printed, and a clock that only moves when told. */
final class Screen implements Output {

    final List<String> lines = new ArrayList<>();
    private long nanos = 1_000;

    static Event.Step step(long step, long steps) {
        return new Event.Step(step, steps, 0.4123, 0.1, 1.5, 21.5, 5213, 2, false);
    }

    long nanoTime() {
        return nanos;
    }

    void pass(double seconds) {
        nanos += Math.round(seconds * 1e9);
    }

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        lines.add("WARN " + line);
    }
}
