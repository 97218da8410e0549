package dev.luffy.maven.report;

import dev.luffy.benchmarks.suite.Benchmark;
import java.util.List;

/** Sentences about what numbers do not show. */
public final class Remarks {

    private static final int SHOWN = 5;

    private Remarks() {}

    /** Which problems of a benchmark were left out of the score, and why. */
    public static String unusable(String benchmark, List<Benchmark.Unusable> problems) {
        List<String> shown = problems.stream()
                .limit(SHOWN)
                .map(each -> each.problem() + " (" + each.reason() + ")")
                .toList();
        return benchmark + ": " + problems.size()
                + (problems.size() == 1 ? " problem is" : " problems are") + " reported, not scored: "
                + String.join(", ", shown)
                + (problems.size() > SHOWN ? ", and " + (problems.size() - SHOWN) + " more in metrics.json" : "");
    }
}
