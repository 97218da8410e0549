package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Experiment;
import java.util.List;

/**
 * One {@code <experiment>} of a POM: its runs, which differ in nothing but the seed, and where its inputs come from.
 *
 * @param runs one per seed, in the order of the seeds; never empty
 * @param model the base model
 * @param problems training problems
 * @param traces teacher traces, or null
 * @param validation validation problems, or null
 */
public record Declaration(
        List<Experiment> runs,
        ModelSource model,
        ProblemSource problems,
        ProblemSource traces,
        ProblemSource validation) {

    public Declaration {
        runs = List.copyOf(runs);
    }

    /** The experiment's id. */
    public String id() {
        return runs.get(0).id();
    }
}
