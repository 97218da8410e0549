package dev.luffy.maven.plan;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.runtime.experiment.Data;
import dev.luffy.runtime.experiment.Experiment;
import java.util.List;

/**
 * One {@code <experiment>} of a POM: its runs, which differ in nothing but the seed, and where its inputs come from.
 *
 * @param runs one per seed, in the order of the seeds; never empty. Their steps are final but for {@code length}, and so are
 *     their data but for the layout of the problems
 * @param length what is left open until the problems have been counted
 * @param model the base model
 * @param problems training problems
 * @param traces teacher traces, or null where none are declared
 * @param validation validation problems, or null
 * @param server that rollouts come from, or null for the trainer itself
 */
public record Declaration(
        List<Experiment> runs,
        Length length,
        ModelSource model,
        ProblemSource problems,
        ProblemSource traces,
        ProblemSource validation,
        DeclaredServer server) {

    public Declaration {
        runs = List.copyOf(runs);
    }

    /** One whose trainer samples by itself. */
    public Declaration(
            List<Experiment> runs,
            Length length,
            ModelSource model,
            ProblemSource problems,
            ProblemSource traces,
            ProblemSource validation) {
        this(runs, length, model, problems, traces, validation, null);
    }

    /**
     * The runs as they are trained.
     *
     * @param problems training problems, at least those of one step
     * @param layout that they are read by, or null for this project's own JSON lines
     */
    public List<Experiment> runsOver(int problems, Layout layout) {
        return runs.stream()
                .map(run -> run.with(length.of(run.schedule(), problems), Data.of(layout, run.filter())))
                .toList();
    }

    /** The experiment's id. */
    public String id() {
        return runs.get(0).id();
    }
}
