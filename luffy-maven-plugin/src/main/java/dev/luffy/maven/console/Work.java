package dev.luffy.maven.console;

/** What is going on, which decides the words for it. */
public enum Work {
    /** Steps of a training. */
    TRAINING,
    /** Responses of an evaluation. */
    EVALUATION
}
