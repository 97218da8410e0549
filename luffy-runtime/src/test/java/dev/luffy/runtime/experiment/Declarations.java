package dev.luffy.runtime.experiment;

/** Small valid declarations that tests vary. */
public final class Declarations {

    private Declarations() {}

    /** LUFFY on short sequences; a few steps. */
    public static Experiment luffy() {
        return of(Preset.LUFFY.method(Method.Source.REFERENCE_CODE, 16), 4);
    }

    /** The given method for the given number of steps, everything else small. */
    public static Experiment of(Method method, int steps) {
        return new Experiment(
                "tiny",
                Experiment.InitialWeights.CHECKPOINT,
                "{problem}",
                new Reward("</think>"),
                method,
                new Rollout(16, 16, 1, 1, 0, 64),
                new Optimizer(1e-3, 0.9, 0.999, 1e-8, 0.01, 1),
                new Schedule(steps, 4, 1, Schedule.Shape.CONSTANT, 0, 0, 2, 2),
                new Budget(512, 1),
                null,
                42);
    }

    public static Experiment withSeed(Experiment e, long seed) {
        return new Experiment(
                e.id(),
                e.initialWeights(),
                e.template(),
                e.reward(),
                e.method(),
                e.rollout(),
                e.optimizer(),
                e.schedule(),
                e.budget(),
                e.validation(),
                seed);
    }

    public static Experiment with(Experiment e, Schedule schedule) {
        return new Experiment(
                e.id(),
                e.initialWeights(),
                e.template(),
                e.reward(),
                e.method(),
                e.rollout(),
                e.optimizer(),
                schedule,
                e.budget(),
                e.validation(),
                e.seed());
    }

    public static Experiment with(Experiment e, Budget budget) {
        return new Experiment(
                e.id(),
                e.initialWeights(),
                e.template(),
                e.reward(),
                e.method(),
                e.rollout(),
                e.optimizer(),
                e.schedule(),
                budget,
                e.validation(),
                e.seed());
    }

    public static Experiment with(Experiment e, Optimizer optimizer) {
        return new Experiment(
                e.id(),
                e.initialWeights(),
                e.template(),
                e.reward(),
                e.method(),
                e.rollout(),
                optimizer,
                e.schedule(),
                e.budget(),
                e.validation(),
                e.seed());
    }

    public static Experiment with(Experiment e, Validation validation) {
        return new Experiment(
                e.id(),
                e.initialWeights(),
                e.template(),
                e.reward(),
                e.method(),
                e.rollout(),
                e.optimizer(),
                e.schedule(),
                e.budget(),
                validation,
                e.seed());
    }
}
