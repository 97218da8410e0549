package dev.luffy.runtime.endpoint;

/** Something that a server is asked and answers once. */
interface Question {

    /** The question in words, for messages. */
    String name();

    /** Spreads the waits of questions that failed together. */
    long seed();
}
