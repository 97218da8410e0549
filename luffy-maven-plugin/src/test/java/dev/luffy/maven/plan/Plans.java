package dev.luffy.maven.plan;

import dev.luffy.runtime.experiment.Budget;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Reward;
import dev.luffy.runtime.experiment.Rollout;
import dev.luffy.runtime.experiment.Schedule;
import dev.luffy.runtime.experiment.Validation;

/** Experiments for tests. */
public final class Plans {

    private Plans() {}

    /** 16 prompt tokens, 8 response tokens, 32 rows a batch, 100 tokens a micro-batch. */
    public static Experiment experiment(String id, long seed) {
        return new Experiment(
                id,
                Experiment.InitialWeights.CHECKPOINT,
                "{problem}",
                new Reward(""),
                Preset.LUFFY.method(Method.Source.PAPER, 8),
                new Rollout(16, 8, 1, 1, 0, 32),
                new Optimizer(1e-4, 0.9, 0.999, 1e-8, 0, 1),
                new Schedule(4, 2, 1, Schedule.Shape.CONSTANT, 0, 0, 1, 1),
                new Budget(100, 1),
                new Validation(1, 0, 0),
                seed);
    }
}
