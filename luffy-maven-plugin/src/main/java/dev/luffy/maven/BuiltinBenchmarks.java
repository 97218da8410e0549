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
                new Definition(
                        FAMILY + "-" + level, 1, layout(List.of(level)), "{problem}", "", policy(), List.of(), 0),
                new BenchmarkSource.Builtin(new ProblemSource.Builtin(FAMILY, "test", List.of(level), COUNT)));
    }

    /** Of the files that built-in problems are written to. Subjects are the levels, or of a single level the families. */
    static Layout layout(List<String> levels) {
        Layout ours = Layout.named("luffy-jsonl");
        return levels.size() == 1 ? ours : ours.with("subject", "level");
    }

    /** What built-in problems are judged by: exact integers, after the thinking. */
    static Policy policy() {
        return Policy.named("exact-integer").with("boundaryRequired", "true");
    }
}
