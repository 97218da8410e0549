package dev.luffy.runtime.experiment;

/**
 * How long and in which portions training runs.
 *
 * @param steps rollout batches; each makes {@code updatesPerStep} optimizer steps. Exactly this many are performed
 *     (the reference performs one fewer than it is asked for)
 * @param promptsPerStep prompts in one rollout batch
 * @param updatesPerStep optimizer steps per rollout batch: the batch is split by prompts; 1 is fully on-policy
 * @param learningRate shape of the learning rate over the steps
 * @param warmupSteps steps of linear warm-up from 0
 * @param minimumRatio final share of the peak rate that a cosine falls to
 * @param checkpointEvery steps between checkpoints
 * @param keepCheckpoints how many of the newest checkpoints are kept
 */
public record Schedule(
        int steps,
        int promptsPerStep,
        int updatesPerStep,
        Shape learningRate,
        int warmupSteps,
        double minimumRatio,
        int checkpointEvery,
        int keepCheckpoints) {

    /** Course of the learning rate after the warm-up. */
    public enum Shape {
        CONSTANT,
        COSINE
    }

    public Schedule {
        Check.atLeast("steps", steps, 1);
        Check.atLeast("promptsPerStep", promptsPerStep, 1);
        Check.atLeast("updatesPerStep", updatesPerStep, 1);
        if (updatesPerStep > promptsPerStep) {
            throw new InvalidDeclarationException(
                    "updatesPerStep", updatesPerStep, "must not exceed <promptsPerStep>, which is " + promptsPerStep);
        }
        Check.present("learningRate", learningRate);
        Check.atLeast("warmupSteps", warmupSteps, 0);
        Check.in("minimumRatio", minimumRatio, 0, 1);
        Check.atLeast("checkpointEvery", checkpointEvery, 1);
        Check.atLeast("keepCheckpoints", keepCheckpoints, 1);
    }

    /**
     * Factor of the peak learning rate at a step.
     *
     * @param step 1 for the first step
     * @return in (0, 1]: step/warmup during the warm-up, then 1 or a half cosine down to {@code minimumRatio}
     */
    public double learningRateFactor(long step) {
        if (step <= warmupSteps) return (double) step / warmupSteps;
        if (learningRate == Shape.CONSTANT) return 1;
        double progress = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
        return minimumRatio + (1 - minimumRatio) * 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(1, progress)));
    }
}
