package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import dev.luffy.runtime.experiment.InvalidInputException;
import dev.luffy.runtime.experiment.Schedule;

/**
 * How long an experiment trains where its POM says so in passes over the problems, as fine-tuning is measured, or as a
 * share of the whole. Steps are known when the problems have been counted; a run and its fingerprint know steps only.
 *
 * @param epochs passes over the problems, or null for the steps as declared
 * @param warmupRatio share of the steps that the learning rate warms up in, rounded up as transformers does, or null for
 *     the steps as declared
 */
public record Length(Integer epochs, Double warmupRatio) {

    /** Everything as declared. */
    public static final Length IN_STEPS = new Length(null, null);

    public Length {
        if (epochs != null && epochs < 1) throw new InvalidDeclarationException("epochs", epochs, "must be at least 1");
        if (warmupRatio != null && !(warmupRatio >= 0 && warmupRatio <= 1)) {
            throw new InvalidDeclarationException("warmupRatio", warmupRatio, "must lie between 0 and 1");
        }
    }

    /**
     * The schedule in steps. An epoch is as many whole steps as the problems fill: no step holds a problem twice, and what
     * is left over is drawn in another epoch.
     *
     * @param problems training problems, at least those of one step
     * @throws InvalidInputException if there are more steps than can be counted
     */
    Schedule of(Schedule declared, int problems) {
        long steps = epochs == null ? declared.steps() : (long) epochs * (problems / declared.promptsPerStep());
        if (steps > Integer.MAX_VALUE) {
            throw new InvalidInputException("<schedule><epochs> is " + epochs + ", which is " + steps + " steps over "
                    + problems + " problems. Lower it, or raise <promptsPerStep>");
        }
        int warmup = warmupRatio == null ? declared.warmupSteps() : (int) Math.ceil(steps * warmupRatio);
        return new Schedule(
                (int) steps,
                declared.promptsPerStep(),
                declared.updatesPerStep(),
                declared.learningRate(),
                warmup,
                declared.minimumRatio(),
                declared.checkpointEvery(),
                declared.keepCheckpoints());
    }
}
