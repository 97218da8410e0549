package dev.luffy.maven.ablate;

import dev.luffy.benchmarks.suite.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/** What the answers of one model look like on average, by benchmark and temperature. */
final class AnswerMeans implements BiConsumer<String, Sample> {

    private final Map<String, Map<String, List<String>>> traces;
    private final Map<Cell, Mean> tokens = new HashMap<>();
    private final Map<Cell, Mean> similarity = new HashMap<>();

    private record Cell(String benchmark, double temperature) {}

    private static final class Mean {
        private double sum;
        private long count;

        private void add(double value) {
            sum += value;
            count++;
        }
    }

    /** @param traces of the teacher by benchmark and problem; empty without a teacher */
    AnswerMeans(Map<String, Map<String, List<String>>> traces) {
        this.traces = traces;
    }

    @Override
    public void accept(String benchmark, Sample answer) {
        Cell cell = new Cell(benchmark, answer.temperature());
        tokens.computeIfAbsent(cell, each -> new Mean()).add(answer.tokens());
        List<String> its = traces.getOrDefault(benchmark, Map.of()).get(answer.problem());
        if (its == null) return;
        similarity.computeIfAbsent(cell, each -> new Mean()).add(Similarity.toNearest(answer.text(), its));
    }

    /** Tokens of an answer; empty without an answer. */
    OptionalDouble tokens(String benchmark, double temperature) {
        return of(tokens, benchmark, temperature);
    }

    /** Similarity of an answer to the teacher's, over problems that the teacher has solved; empty without such an answer. */
    OptionalDouble similarity(String benchmark, double temperature) {
        return of(similarity, benchmark, temperature);
    }

    private static OptionalDouble of(Map<Cell, Mean> means, String benchmark, double temperature) {
        Mean mean = means.get(new Cell(benchmark, temperature));
        return mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean.sum / mean.count);
    }
}
