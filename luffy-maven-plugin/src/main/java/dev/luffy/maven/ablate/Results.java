package dev.luffy.maven.ablate;

import dev.luffy.maven.report.FinishedRun;
import dev.luffy.runtime.experiment.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Finished runs by variant and seed, and their scores on the held-out problems after training. */
final class Results {

    /** All levels together, where there are several: every response counts the same. */
    static final String OVERALL = "overall";

    private final Map<String, Map<Long, FinishedRun>> runs = new LinkedHashMap<>();

    Results(Ablation ablation) {
        for (Variant variant : ablation.variants()) runs.put(variant.id(), new LinkedHashMap<>());
    }

    void add(PlannedRun planned, FinishedRun run) {
        runs.get(planned.variant().id()).put(planned.seed(), run);
    }

    boolean isEmpty() {
        return runs.values().stream().allMatch(Map::isEmpty);
    }

    /** Whether there is such a variant, with finished runs or without. */
    boolean has(String variant) {
        return runs.containsKey(variant);
    }

    Map<Long, FinishedRun> of(String variant) {
        return runs.get(variant);
    }

    /** Seeds of a variant's finished runs, in their order. */
    List<Long> seeds(String variant) {
        return runs.get(variant).keySet().stream().toList();
    }

    /** Levels of the held-out problems in their order, and {@link #OVERALL} if there are several. */
    List<String> levels() {
        Set<String> names = new LinkedHashSet<>();
        for (Map<Long, FinishedRun> bySeed : runs.values()) {
            for (FinishedRun run : bySeed.values()) {
                for (Level level : run.summary().after()) names.add(level.name());
            }
        }
        List<String> levels = new ArrayList<>(names);
        if (levels.size() > 1 && !levels.contains(OVERALL)) levels.add(OVERALL);
        return levels;
    }

    /** pass@1 of a run that is there; empty if the level was not measured. */
    OptionalDouble score(String variant, long seed, String level) {
        FinishedRun run = runs.get(variant).get(seed);
        long correct = 0;
        long responses = 0;
        for (Level each : run.summary().after()) {
            boolean pooled = level.equals(OVERALL) && run.after(OVERALL).isEmpty();
            if (!pooled && !each.name().equals(level)) continue;
            correct += each.correct();
            responses += each.responses();
        }
        return responses == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) correct / responses);
    }
}
