package dev.luffy.maven.ablate;

import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The learning curves of all finished runs. */
final class Curves {

    private final Map<String, Map<Long, Curve>> curves = new LinkedHashMap<>();

    Curves(Ablation ablation, Results results) throws IOException {
        for (Variant variant : ablation.variants()) {
            Map<Long, Curve> bySeed = new LinkedHashMap<>();
            for (Map.Entry<Long, FinishedRun> run : results.of(variant.id()).entrySet()) {
                bySeed.put(run.getKey(), Curve.read(run.getValue().folder().resolve("metrics.ndjson")));
            }
            curves.put(variant.id(), bySeed);
        }
    }

    Curve of(String variant, long seed) {
        return curves.get(variant).get(seed);
    }

    /** A variant's curves by seed. */
    Map<Long, Curve> of(String variant) {
        return curves.get(variant);
    }

    /** One row a step, for plots; empty where nothing was sampled. */
    Table table() {
        Table table = new Table("variant", "seed", "step", "reward", "entropy", "length", "truncated", "solved_hard");
        curves.forEach((variant, bySeed) -> bySeed.forEach((seed, curve) -> curve.steps()
                .forEach(step -> table.row(
                        variant,
                        Long.toString(seed),
                        Long.toString(step.step()),
                        text(step.reward()),
                        text(step.entropy()),
                        text(step.length()),
                        text(step.truncated()),
                        Long.toString(step.solvedHard())))));
        return table;
    }

    /** When each variant first solved what it could not solve at first. */
    Table unlocks() {
        Table table = new Table("variant", "unlocked", "first step by seed");
        curves.forEach((variant, bySeed) -> {
            if (bySeed.isEmpty()) return;
            boolean sampled = bySeed.values().stream().anyMatch(Curve::sampled);
            List<String> steps = new ArrayList<>();
            bySeed.forEach((seed, curve) ->
                    steps.add(seed + ": " + (curve.firstUnlock() == null ? "–" : curve.firstUnlock())));
            long unlocked = bySeed.values().stream()
                    .filter(curve -> curve.firstUnlock() != null)
                    .count();
            table.row(
                    variant,
                    sampled ? unlocked + " of " + bySeed.size() + " seeds" : "samples nothing",
                    String.join(", ", steps));
        });
        return table;
    }

    static String text(Double value) {
        return value == null ? "" : Double.toString(value);
    }
}
