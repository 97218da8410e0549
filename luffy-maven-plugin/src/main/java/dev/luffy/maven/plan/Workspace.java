package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Experiment;
import java.nio.file.Path;

/**
 * Where things are written.
 *
 * @param output results; usually below {@code target}, so that {@code clean} removes them
 * @param work what must survive {@code clean}: checkpoints and unpacked built-ins
 */
public record Workspace(Path output, Path work) {

    public Path outputOf(Experiment experiment) {
        return output.resolve(experiment.runName());
    }

    public Path checkpointsOf(Experiment experiment) {
        return work.resolve("checkpoints").resolve(experiment.runName());
    }

    /** Folder of built-in inputs; {@code version} is the plugin's, since built-ins may change with it. */
    public Path builtins(String version) {
        return work.resolve("builtin").resolve(version);
    }
}
