package dev.luffy.runtime.experiment;

/** What a worker is at, as far as it decides what takes its memory. */
public enum Stage {
    /** Nothing of the model is there yet. */
    READING("inputs were read"),
    /** Weights come to be, and what is kept beside them all the time. */
    LOADING("the model was loaded"),
    SAMPLING("responses were sampled"),
    /** Log-probabilities or values without a way back. */
    SCORING("responses were scored"),
    /** Forward and backward passes. */
    UPDATING("gradients were computed"),
    /** The optimizer changes weights: from here to the step's end they belong to no step. */
    STEPPING("the optimizer changed weights"),
    MEASURING("the model was validated"),
    SAVING("weights were saved"),
    ANSWERING("problems were answered");

    private final String happening;

    Stage(String happening) {
        this.happening = happening;
    }

    /** Completes "while …". */
    public String happening() {
        return happening;
    }
}
