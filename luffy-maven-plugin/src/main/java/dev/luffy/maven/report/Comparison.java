package dev.luffy.maven.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.luffy.benchmarks.score.PairedDifferences;
import dev.luffy.runtime.experiment.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two experiments on one level, paired by seed: training is noisy, so only pairs that share everything else tell.
 *
 * @param first id of the experiment whose accuracy comes first in the difference
 * @param second id of the other
 * @param level of the validation set
 * @param seeds shared by both, at least 2, in the order of the first
 * @param differences accuracy after training, first minus second, one per seed
 * @param mean of the differences
 * @param signFlipP exact two-sided p of the sign-flip test, or null with more seeds than it can enumerate;
 *     with n seeds it cannot fall below 2/2^n
 * @param tTestP two-sided p of the paired t-test
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Comparison(
        String first,
        String second,
        String level,
        List<Long> seeds,
        List<Double> differences,
        double mean,
        Double signFlipP,
        double tTestP) {

    /** Every pair of experiments that share two seeds at least, over those, on every level that both were measured on. */
    static List<Comparison> among(List<FinishedRun> runs) {
        Map<String, Map<Long, FinishedRun>> experiments = new LinkedHashMap<>();
        for (FinishedRun run : runs) {
            experiments
                    .computeIfAbsent(run.summary().id(), id -> new LinkedHashMap<>())
                    .put(run.summary().seed(), run);
        }
        List<String> ids = List.copyOf(experiments.keySet());
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                Map<Long, FinishedRun> first = experiments.get(ids.get(i));
                Map<Long, FinishedRun> second = experiments.get(ids.get(j));
                Set<Long> shared = new LinkedHashSet<>(first.keySet());
                shared.retainAll(second.keySet());
                if (shared.size() >= 2) comparisons.addAll(pair(ids.get(i), ids.get(j), shared, first, second));
            }
        }
        return comparisons;
    }

    private static List<Comparison> pair(
            String firstId,
            String secondId,
            Set<Long> seeds,
            Map<Long, FinishedRun> first,
            Map<Long, FinishedRun> second) {
        List<Comparison> comparisons = new ArrayList<>();
        FinishedRun any = first.get(seeds.iterator().next());
        for (Level level : any.summary().after()) {
            List<Double> mine = accuracies(seeds, first, level.name());
            List<Double> others = accuracies(seeds, second, level.name());
            if (mine.size() == seeds.size() && others.size() == seeds.size()) {
                List<Double> differences = IntStream.range(0, mine.size())
                        .mapToObj(i -> mine.get(i) - others.get(i))
                        .toList();
                comparisons.add(of(firstId, secondId, level.name(), List.copyOf(seeds), differences));
            }
        }
        return comparisons;
    }

    /** Accuracy after training of each seed's run, in the order of the seeds; runs without the level are left out. */
    private static List<Double> accuracies(Set<Long> seeds, Map<Long, FinishedRun> runs, String level) {
        return seeds.stream()
                .flatMap(seed -> runs.get(seed).after(level).stream())
                .map(Level::accuracy)
                .toList();
    }

    private static Comparison of(
            String first, String second, String level, List<Long> seeds, List<Double> differences) {
        PairedDifferences paired = new PairedDifferences(
                differences.stream().mapToDouble(Double::doubleValue).toArray());
        boolean countable = paired.pairs() <= PairedDifferences.MAX_SIGN_FLIP_PAIRS;
        return new Comparison(
                first,
                second,
                level,
                seeds,
                differences,
                paired.mean(),
                countable ? paired.signFlipP() : null,
                paired.tTestP());
    }
}
