package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.score.Outcome;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Judges the responses to a benchmark and counts them by problem.
 *
 * @since 0.1
 */
public final class Grading {

    private final Benchmark benchmark;

    public Grading(Benchmark benchmark) {
        this.benchmark = benchmark;
    }

    /** The keys of all responses that an evaluation of this benchmark has, in the order of its files: problem, then sample. */
    public List<Sample.Key> keys(double temperature, int samples) {
        throw new UnsupportedOperationException(benchmark.sha256() + temperature + samples);
    }

    /**
     * The outcomes of all problems, in their order.
     *
     * @param samples hands over every response of every problem at one temperature, in the order of {@link #keys}
     * @param judged is told every response with its verdict, in the same order
     */
    public List<Outcome> judge(Iterable<Sample> samples, BiConsumer<Sample, Verdict> judged) {
        throw new UnsupportedOperationException();
    }
}
