package dev.luffy.runtime.experiment;

/**
 * A prompt that the model's own chat template writes: a system message and one user's, which the template of the declaration
 * makes of the problem, and what starts the assistant's turn.
 *
 * @param system the system message; empty for none, which leaves the chat template to its own
 */
public record Conversation(String system) {

    public Conversation {
        Check.present("system", system);
    }
}
