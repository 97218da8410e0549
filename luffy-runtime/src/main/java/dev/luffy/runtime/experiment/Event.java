package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What the worker tells the plugin while it runs: one JSON object a line in {@code events.ndjson}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Event.Phase.class, name = "phase"),
    @JsonSubTypes.Type(value = Event.Reached.class, name = "reached"),
    @JsonSubTypes.Type(value = Event.Notice.class, name = "notice"),
    @JsonSubTypes.Type(value = Event.Prepared.class, name = "prepared"),
    @JsonSubTypes.Type(value = Event.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Event.Saved.class, name = "saved"),
    @JsonSubTypes.Type(value = Event.Validated.class, name = "validated"),
    @JsonSubTypes.Type(value = Event.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = Event.Evaluated.class, name = "evaluated"),
    @JsonSubTypes.Type(value = Event.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = Event.Interrupted.class, name = "interrupted"),
    @JsonSubTypes.Type(value = Event.Failed.class, name = "failed")
})
public sealed interface Event {

    /**
     * Inputs are read and checked.
     *
     * @param engine one line about backend and threads
     * @param parameters scalars in the model
     * @param problems training problems, or those of an evaluation
     * @param resumedFrom last step of the checkpoint that the run goes on from, or responses that an evaluation's journal
     *     has already; 0 for a fresh start
     * @param steps steps of the whole run, or responses of a whole evaluation
     * @param notice what the user should know (a damaged checkpoint was passed over), or null
     */
    record Started(String engine, long parameters, int problems, long resumedFrom, long steps, String notice)
            implements Event {}

    /** The worker begins something that takes long; shown as the heartbeat's text. */
    record Phase(String name) implements Event {}

    /** The worker begins something that needs memory of its own; several in a step, and shown only if it is killed. */
    record Reached(Stage stage) implements Event {}

    /** Something that the user should know of. */
    record Notice(String text) implements Event {}

    /** The training data of a declaration that says how to read or filter it is read, tokenized and filtered. */
    record Prepared(DataCounts counts) implements Event {}

    /**
     * One step is done.
     *
     * @param step 1 for the first
     * @param steps steps of the whole run
     * @param reward mean reward of the on-policy rows, NaN-free: 0 when there are none
     * @param loss loss of the step's updates
     * @param entropy mean entropy of on-policy tokens, in nats; NaN where nobody computes it
     * @param length mean tokens of on-policy responses
     * @param tokensPerSecond tokens generated and updated per second of this step
     * @param seconds duration of this step
     * @param dead whether every advantage was zero and no optimizer step was made
     */
    record Step(
            long step,
            long steps,
            double reward,
            double loss,
            double entropy,
            double length,
            double tokensPerSecond,
            double seconds,
            boolean dead)
            implements Event {}

    /** A checkpoint lies safely on disk. */
    record Saved(long step, String folder) implements Event {}

    /** The validation set was scored with the weights after {@code step} steps; 0 is before training. */
    record Validated(long step, List<Level> levels) implements Event {}

    /**
     * Responses of an evaluation are safely in its journal.
     *
     * @param done responses that are there, those of earlier runs included
     * @param total responses that there will be
     * @param truncated share of those added since this worker started that reached the limit of tokens
     * @param tokensPerSecond since this worker started, of the responses it added
     * @param seconds since this worker started
     */
    record Answered(long done, long total, double truncated, double tokensPerSecond, double seconds) implements Event {}

    /** All responses are there. */
    record Evaluated(long responses) implements Event {}

    /**
     * Training is complete.
     *
     * @param model folder of the trained model
     * @param modelSha256 {@link InputDigest#ofWeights} of it
     * @param metrics file of the metrics
     */
    record Finished(String model, String modelSha256, String metrics) implements Event {}

    /** The worker was asked to stop; the next run goes on after {@code step}: of an evaluation, responses in its journal. */
    record Interrupted(long step) implements Event {}

    /**
     * The run cannot go on.
     *
     * @param kind whose business it is
     * @param message what is wrong, where, and the fix
     */
    record Failed(Kind kind, String message) implements Event {}

    /** Whose business a failure is. */
    enum Kind {
        /** An input or declared value: the user's. */
        USER,
        /** A loss or gradient was not finite; the last good checkpoint was kept. */
        DIVERGED,
        /** Everything else. */
        BREAKAGE
    }
}
