package dev.luffy.maven.console;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, for tests. */
public final class RecordedOutput implements Output {

    /** All of it, warnings included. */
    public final List<String> lines = new ArrayList<>();

    public final List<String> warnings = new ArrayList<>();

    public void clear() {
        lines.clear();
        warnings.clear();
    }

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warn(String line) {
        lines.add(line);
        warnings.add(line);
    }
}
