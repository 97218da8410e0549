package dev.luffy.benchmarks.suite;

import dev.luffy.benchmarks.answer.MathVerifier;
import dev.luffy.benchmarks.answer.Verdict;
import dev.luffy.benchmarks.answer.Verifier;
import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.benchmarks.score.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Judges the responses to a benchmark and counts them by problem.
 *
 * @since 0.1
 */
public final class Grading {

    private final Benchmark benchmark;
    private final Verifier verifier;
    private final Supplier<ToIntFunction<String>> groups;

    public Grading(Benchmark benchmark) {
        this(benchmark, new MathVerifier(benchmark.definition().policy()));
    }

    private Grading(Benchmark benchmark, MathVerifier verifier) {
        this(benchmark, verifier, verifier::groups);
    }

    /** Judges by another verifier; {@code groups} numbers the wrong answers of one problem. */
    Grading(Benchmark benchmark, Verifier verifier, Supplier<ToIntFunction<String>> groups) {
        this.benchmark = benchmark;
        this.verifier = verifier;
        this.groups = groups;
    }

    /**
     * The keys of all responses that an evaluation of this benchmark has, in the order of its files: problem, then sample.
     *
     * @throws IllegalArgumentException if there is no sample
     */
    public List<Sample.Key> keys(double temperature, int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("There are " + samples + " samples a problem: ask for one at least");
        }
        List<Sample.Key> keys = new ArrayList<>();
        for (Problem problem : benchmark.problems()) {
            for (int index = 0; index < samples; index++) {
                keys.add(new Sample.Key(problem.id(), temperature, index));
            }
        }
        return List.copyOf(keys);
    }

    /**
     * The outcomes of all problems, in their order.
     *
     * @param samples hands over every response of every problem at one temperature, in the order of {@link #keys}
     * @param judged is told every response with its verdict, in the same order
     * @throws IllegalArgumentException if a response is missing or out of order
     */
    public List<Outcome> judge(Iterable<Sample> samples, BiConsumer<Sample, Verdict> judged) {
        Judging judging = judging(judged);
        samples.forEach(judging::accept);
        return judging.outcomes();
    }

    /** As {@link #judge}, for responses that are handed over one by one, as {@link SampleJournal#forEach} does. */
    public Judging judging(BiConsumer<Sample, Verdict> judged) {
        return new Judging(benchmark.problems(), verifier, groups, judged);
    }
}
