package dev.luffy.maven.report;

import dev.luffy.runtime.experiment.Level;
import dev.luffy.runtime.experiment.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained run.
 *
 * @param folder of its results; holds {@code model/} and {@code metrics.ndjson}
 * @param summary what it says of itself
 */
public record FinishedRun(Path folder, Summary summary) {

    Optional<Level> before(String level) {
        return named(summary.before(), level);
    }

    /** Score of a level after training, if that was measured. */
    public Optional<Level> after(String level) {
        return named(summary.after(), level);
    }

    private static Optional<Level> named(List<Level> levels, String name) {
        return levels.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
