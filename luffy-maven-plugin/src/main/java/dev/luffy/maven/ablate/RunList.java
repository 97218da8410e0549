package dev.luffy.maven.ablate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs for people, variant by variant: {@code mixed: seeds 1, 2}. */
final class RunList {

    private final Map<String, List<String>> seeds = new LinkedHashMap<>();

    /** Variants in the order in which they first come up, seeds in theirs. */
    RunList(List<PlannedRun> runs) {
        for (PlannedRun each : runs) {
            seeds.computeIfAbsent(each.variant().id(), variant -> new ArrayList<>())
                    .add(Long.toString(each.seed()));
        }
    }

    /** Their ids. */
    List<String> variants() {
        return List.copyOf(seeds.keySet());
    }

    /** A line for each variant, with this between its id and the seeds. */
    List<String> lines(String between) {
        List<String> lines = new ArrayList<>();
        seeds.forEach((variant, each) ->
                lines.add(variant + between + (each.size() == 1 ? "seed " : "seeds ") + String.join(", ", each)));
        return lines;
    }
}
