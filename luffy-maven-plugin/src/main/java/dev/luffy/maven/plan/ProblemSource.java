package dev.luffy.maven.plan;

import java.nio.file.Path;
import java.util.List;

/** Where problems or teacher traces come from. */
public sealed interface ProblemSource {

    /** A JSON-lines file on disk; absolute. */
    record JsonLines(Path path) implements ProblemSource {}

    /**
     * Problems that the plugin generates.
     *
     * @param name of the family, such as "aime"
     * @param split disjoint part of the family: "train", "validation" or "test"
     * @param levels the levels to draw from, in the order declared; empty for all
     * @param count problems in all, shared evenly among the levels
     */
    record Builtin(String name, String split, List<String> levels, int count) implements ProblemSource {
        public Builtin {
            levels = List.copyOf(levels);
        }

        /** The same choice from another family or teacher. */
        public Builtin named(String other) {
            return new Builtin(other, split, levels, count);
        }
    }
}
