package dev.luffy.maven;

import dev.luffy.benchmarks.aime.AimeStyle;
import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.ProblemSource;
import java.util.List;

/** Benchmarks that can be named without being declared: 100 test problems of each level. */
final class BuiltinBenchmarks {

    private static final String FAMILY = "aime";
    private static final int COUNT = 100;

    private BuiltinBenchmarks() {}

    /** {@code aime-easy}, {@code aime-medium}, {@code aime-hard}. */
    static List<DeclaredBenchmark> all() {
        return AimeStyle.levels().stream().map(BuiltinBenchmarks::of).toList();
    }

    private static DeclaredBenchmark of(String level) {
        return new DeclaredBenchmark(
                new Definition(FAMILY + "-" + level, 1, layout(), "{problem}", "", policy(true), List.of(), 0),
                new BenchmarkSource.Builtin(new ProblemSource.Builtin(FAMILY, "test", List.of(level), COUNT)));
    }

    /** Of the files that built-in problems are written to. */
    static Layout layout() {
        return Layout.named("luffy-jsonl").with("subject", "level");
    }

    /** What a benchmark is judged by whose POM does not say: exact integers for built-in problems, else mathematics. */
    static Policy policy(boolean builtin) {
        return builtin ? Policy.named("integer") : Policy.named("math");
    }
}
