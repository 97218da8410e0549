package dev.luffy.runtime.experiment;

/** Whether a declaration fits what its inputs turn out to be; asked when a run is planned and again by its worker. */
public final class Fit {

    private Fit() {}

    /**
     * @param folder of the model
     * @throws InvalidInputException if the longest prompt and response exceed the model's positions
     */
    public static void checkPositions(Experiment experiment, ModelConfig model, String folder) {
        Rollout rollout = experiment.rollout();
        int longest = rollout.maximumPromptTokens() + rollout.maximumResponseTokens();
        if (longest > model.maxPositions()) {
            throw new InvalidInputException("<rollout><maximumPromptTokens> and <maximumResponseTokens> together are "
                    + longest + ", but the model in " + folder + " has max_position_embeddings "
                    + model.maxPositions() + ". Lower one of them, or raise <model><maximumPositions>");
        }
    }

    /**
     * @param problems training problems in the file
     * @throws InvalidInputException if they do not fill one step
     */
    public static void checkPrompts(Experiment experiment, int problems, String file) {
        int perStep = experiment.schedule().promptsPerStep();
        if (problems < perStep) {
            throw new InvalidInputException(file + " holds " + problems
                    + " problems, but <schedule><promptsPerStep> is " + perStep
                    + " and no step may hold a prompt twice. Add problems or lower <promptsPerStep>");
        }
    }

    /**
     * @param given whether there is a file of teacher traces
     * @throws InvalidInputException if the method learns from traces and there are none
     */
    public static void checkTraces(Experiment experiment, boolean given) {
        Method method = experiment.method();
        if (method.needsTraces() && !given) {
            throw new InvalidInputException("<method> " + method.preset() + " has <offPolicyRollouts> "
                    + method.offPolicyRollouts() + ", but there are no <traces>. Declare a <file> or <builtin> of them,"
                    + " or a method without teacher rows");
        }
    }
}
