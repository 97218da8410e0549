package dev.luffy.maven.plan;

import dev.luffy.benchmarks.problem.Layout;
import java.nio.file.Path;
import java.util.List;

/** Where problems or teacher traces come from. */
public sealed interface ProblemSource {

    /** A file on disk; absolute. It is this project's own JSON lines, or training problems in a layout that is found. */
    record JsonLines(Path path) implements ProblemSource {}

    /**
     * Training problems on disk, of which more is declared.
     *
     * @param path absolute
     * @param layout of the rows; without fields where it is to be found
     * @param systems whether the rows' system messages are part of the prompts
     */
    record Rows(Path path, Layout layout, boolean systems) implements ProblemSource {}

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
