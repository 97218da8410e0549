package dev.luffy.maven;

import dev.luffy.maven.plan.DeclaredBenchmark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The benchmarks that an evaluation can name. */
record BenchmarkSelection(List<BenchmarkBean> declared) {

    /**
     * All that can be named: those declared, then the built-in ones. Where none is declared, an evaluation that names none
     * is on the built-in ones; where some are, on those.
     */
    List<DeclaredBenchmark> all(Path basedir) {
        Set<String> ids = EvaluationSelection.unique(
                "benchmark", declared.stream().map(BenchmarkBean::id).toList());
        List<DeclaredBenchmark> all = new ArrayList<>();
        for (BenchmarkBean each : declared) all.add(each.toBenchmark(basedir));
        for (DeclaredBenchmark each : BuiltinBenchmarks.all()) if (!ids.contains(each.id())) all.add(each);
        return all;
    }

    /** Ids that an evaluation is on when it names none. */
    List<String> byDefault() {
        if (!declared.isEmpty()) return declared.stream().map(BenchmarkBean::id).toList();
        return BuiltinBenchmarks.all().stream().map(DeclaredBenchmark::id).toList();
    }
}
