package dev.luffy.maven.plan;

import dev.luffy.benchmarks.suite.Definition;

/**
 * One {@code <benchmark>} of a POM.
 *
 * @param definition what it is; without metrics where the POM names none
 * @param source where its problems come from
 */
public record DeclaredBenchmark(Definition definition, BenchmarkSource source) {

    /** The benchmark's id. */
    public String id() {
        return definition.id();
    }

    /** Where in the POM it stands. */
    public String element() {
        return "<benchmark id=" + id() + ">";
    }
}
