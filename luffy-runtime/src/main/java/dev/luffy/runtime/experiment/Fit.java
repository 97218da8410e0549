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
     * @param kept what the filter leaves of the training data
     * @throws InvalidInputException if it does not fill one step
     */
    public static void checkKept(Experiment experiment, DataCounts kept, String file) {
        if (kept.problems().dropped().isEmpty()) {
            checkPrompts(experiment, Math.toIntExact(kept.problems().kept()), file);
            return;
        }
        int perStep = experiment.schedule().promptsPerStep();
        if (kept.problems().kept() < perStep) {
            throw new InvalidInputException(file + ": <data><filter> leaves too few problems: " + kept.sentence()
                    + ". <schedule><promptsPerStep> is " + perStep
                    + " and no step may hold a prompt twice: drop less, add problems or lower <promptsPerStep>");
        }
    }

    /**
     * @param given whether there is a file of teacher traces
     * @throws InvalidInputException if traces are needed and there are none, or they are in two places
     */
    public static void checkTraces(Experiment experiment, boolean given) {
        boolean targeted = experiment.data() != null && experiment.data().targeted();
        if (targeted && given) {
            throw new InvalidInputException(
                    "<traces> is declared, but the rows of <data> have the teacher's responses too,"
                            + " at "
                            + experiment.data().layout().fields().get("target").replace("?", "")
                            + ". Leave <traces> out, or give <data> a <layout> or <fields> without a target");
        }
        if (targeted || given || !experiment.readsTraces()) return;
        Method method = experiment.method();
        String why = method.needsTraces()
                ? "<method> " + method.preset() + " has <offPolicyRollouts> " + method.offPolicyRollouts()
                : "<data><filter> looks at the teacher's traces";
        throw new InvalidInputException(
                why + ", but there are no <traces>, and the rows of <data> have no target."
                        + " Declare a <file> or <builtin> of them, or <data><fields><target>, or a method without teacher rows");
    }
}
