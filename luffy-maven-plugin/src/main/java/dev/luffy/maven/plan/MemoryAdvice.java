package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.AnsweringBudget;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.MemoryRemedy;
import dev.luffy.runtime.experiment.MemoryShortage;
import dev.luffy.runtime.experiment.Stage;
import java.lang.management.ManagementFactory;

/**
 * What to say where a worker's memory ran out and it could not say so itself.
 *
 * @param planned what it was to need beside what the machine has, or an empty text where that is no comparison
 * @param remedy what to change, lines each after a line feed
 * @param next what the next run does if nothing of its result is changed
 */
public record MemoryAdvice(String planned, String remedy, String next) {

    /** For a run of training whose worker was at {@code stage} and had announced a checkpoint after {@code savedStep}. */
    public static MemoryAdvice training(Run run, Stage stage, long savedStep) {
        Experiment experiment = run.experiment();
        MemoryPlan plan = MemoryPlan.of(experiment, run.sizes().model());
        return new MemoryAdvice(
                planned(plan, stage, experiment.budget().deviceOrAuto()),
                MemoryRemedy.training(experiment, run.sizes().model().parameterCount(), stage, savedStep),
                MemoryRemedy.goingOn(savedStep));
    }

    /**
     * For an evaluation.
     *
     * @param maximumTokens of a response
     */
    public static MemoryAdvice answering(MemoryPlan plan, AnsweringBudget budget, int maximumTokens, Stage stage) {
        return new MemoryAdvice(
                planned(plan, stage, budget.deviceOrAuto()),
                MemoryRemedy.answering(budget, maximumTokens, stage),
                "the next run asks for the rest");
    }

    private static String planned(MemoryPlan plan, Stage stage, String device) {
        if (device.startsWith("cuda")) return ""; // most of the plan is the device's then
        long bytes = switch (stage) {
            case SAMPLING, MEASURING, ANSWERING -> plan.sampling();
            case SCORING, UPDATING -> plan.updating();
            case READING, LOADING, STEPPING, SAVING -> plan.standing();
        };
        return "The plan for this is about " + MemoryShortage.shown(bytes) + ", this machine has "
                + MemoryShortage.shown(machine()) + " for everything";
    }

    /** Bytes of the machine, or of the container that this process is in. */
    private static long machine() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }
}
