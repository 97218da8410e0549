package dev.luffy.maven.plan;

import java.nio.file.Path;

/** Where a base model comes from. */
public sealed interface ModelSource {

    /** A Hugging Face folder on disk; absolute. */
    record Folder(Path path) implements ModelSource {}

    /** A model that ships with the plugin. */
    record Builtin(String name) implements ModelSource {}
}
