package dev.luffy.maven.plan;

import java.nio.file.Path;

/** Where a base model comes from. */
public sealed interface ModelSource {

    /** A Hugging Face folder on disk; absolute. */
    record Folder(Path path) implements ModelSource {}

    /** A model that ships with the plugin. */
    record Builtin(String name) implements ModelSource {}

    /**
     * What {@code luffy:train} makes of an experiment; it may have yet to be trained.
     *
     * @param seed of its training, or null for the seed of the run that starts from it
     */
    record Trained(String experiment, Long seed) implements ModelSource {

        /** The one model that a run with this seed starts from. */
        public ModelUnderTest.Trained forRun(long runSeed) {
            return new ModelUnderTest.Trained(experiment, seed == null ? runSeed : seed);
        }
    }
}
