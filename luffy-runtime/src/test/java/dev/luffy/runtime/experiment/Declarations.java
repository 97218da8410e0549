package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/** Small valid declarations that tests vary. */
public final class Declarations {

    private static final ObjectMapper MAPPER = new ObjectMapper();

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

    public static Experiment withSeed(Experiment experiment, long seed) {
        return with(experiment, "seed", seed);
    }

    public static Experiment with(Experiment experiment, Context context) {
        return with(experiment, "context", context);
    }

    public static Experiment with(Experiment experiment, Schedule schedule) {
        return with(experiment, "schedule", schedule);
    }

    public static Experiment with(Experiment experiment, Budget budget) {
        return with(experiment, "budget", budget);
    }

    public static Experiment with(Experiment experiment, Optimizer optimizer) {
        return with(experiment, "optimizer", optimizer);
    }

    public static Experiment with(Experiment experiment, Validation validation) {
        return with(experiment, "validation", validation);
    }

    public static Experiment with(Experiment experiment, Rollout rollout) {
        return with(experiment, "rollout", rollout);
    }

    /** The same with rollouts from a server. */
    public static Experiment served(Experiment experiment, RolloutServer.Api api, boolean compareLogProbs) {
        return with(experiment, with(experiment.rollout(), "server", new RolloutServer(api, compareLogProbs)));
    }

    public static Experiment with(Experiment experiment, Method method) {
        return with(experiment, "method", method);
    }

    /** The same record with another value in one component. */
    @SuppressWarnings("unchecked")
    public static <R extends Record> R with(R record, String component, Object value) {
        ObjectNode tree = MAPPER.valueToTree(record);
        boolean known = Arrays.stream(record.getClass().getRecordComponents())
                .anyMatch(each -> each.getName().equals(component)); // the tree lacks some that are null
        if (!known) throw new IllegalArgumentException(record.getClass() + " has no " + component);
        tree.set(component, MAPPER.valueToTree(value));
        try {
            return (R) MAPPER.treeToValue(tree, record.getClass());
        } catch (com.fasterxml.jackson.databind.exc.ValueInstantiationException e) {
            throw (RuntimeException) e.getCause(); // the record's own complaint
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
