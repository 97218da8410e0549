package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the plugin hands to the worker to have a model trained, as a JSON file.
 *
 * @param experiment the declaration
 * @param inputs digests of the inputs as the plugin found them; the worker refuses inputs that differ
 * @param paths where things are
 * @param resume what to do with checkpoints
 * @param server that samples responses; null, and not part of the JSON, where the trainer does
 */
public record Request(
        Experiment experiment,
        Inputs inputs,
        RunPaths paths,
        Resume resume,
        @JsonInclude(JsonInclude.Include.NON_NULL) ServerAccess server)
        implements Job {

    /** A run whose responses the trainer samples. */
    public Request(Experiment experiment, Inputs inputs, RunPaths paths, Resume resume) {
        this(experiment, inputs, paths, resume, null);
    }

    @Override
    public String output() {
        return paths.output();
    }

    /** What to do with checkpoints of an earlier, unfinished run. */
    public enum Resume {
        /** Delete them and start over. */
        NEVER,
        /** Go on from the newest, or start when there is none. */
        AUTO,
        /** Go on from the newest; fail when there is none. */
        REQUIRED
    }
}
