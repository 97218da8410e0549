package dev.luffy.maven.ablate;

import dev.luffy.maven.report.FinishedRun;
import dev.luffy.maven.report.Table;
import dev.luffy.maven.study.Quantity.Span;
import dev.luffy.maven.study.Quantity.Trait;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The learning curves of all finished runs. */
final class Curves {

    private final Map<String, Map<Long, Curve>> curves = new LinkedHashMap<>();
    private final RewardScales scales;

    Curves(Ablation ablation, Results results) throws IOException {
        scales = new RewardScales(ablation);
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

    /** Which variants' rewards can be compared. */
    RewardScales scales() {
        return scales;
    }

    /** A variant's curves by seed. */
    Map<Long, Curve> of(String variant) {
        return curves.get(variant);
    }

    /** The mean of a number over a part of each training, or what changes between two parts. */
    Measure measure(Trait trait, Span span) {
        return (variant, seed) -> Thirds.mean(of(variant, seed), trait, span);
    }

    /** One row a step, for plots; empty where nothing was sampled. */
    Table table() {
        Table table = new Table("variant", "seed", "step", "reward", "entropy", "length", "truncated", "solved_hard");
        curves.forEach((variant, bySeed) -> bySeed.forEach((seed, curve) -> curve.steps()
                .forEach(step -> table.row(
                        variant,
                        Long.toString(seed),
                        Long.toString(step.step()),
                        Cells.digits(step.reward()),
                        Cells.digits(step.entropy()),
                        Cells.digits(step.length()),
                        Cells.digits(step.truncated()),
                        Long.toString(step.solvedHard())))));
        return table;
    }

    /** One row a run: its first unlock; empty where there was none, or nothing was sampled. */
    List<String> unlockCsv() {
        Table table = new Table("variant", "seed", "sampled", "first_unlock");
        curves.forEach((variant, bySeed) -> bySeed.forEach((seed, curve) -> table.row(
                variant,
                Long.toString(seed),
                Boolean.toString(curve.sampled()),
                curve.firstUnlock() == null ? "" : Long.toString(curve.firstUnlock()))));
        return table.csv();
    }

    /** When each variant first solved what it could not solve at first, for {@link UnlockTable}. */
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
}
