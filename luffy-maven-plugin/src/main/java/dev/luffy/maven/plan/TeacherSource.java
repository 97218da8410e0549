package dev.luffy.maven.plan;

import java.nio.file.Path;

/** Where a teacher's answers to problems that a benchmark asks come from. */
public sealed interface TeacherSource {

    /** Traces by problem as JSON lines; absolute. */
    record JsonLines(Path path) implements TeacherSource {}

    /** The solver of built-in problems, such as "aime", which solves any of them. */
    record Builtin(String name) implements TeacherSource {}
}
