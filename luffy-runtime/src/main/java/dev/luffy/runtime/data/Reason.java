package dev.luffy.runtime.data;

/** Why a problem or a trace is not trained on: an element of {@code <filter>}. */
enum Reason {
    LONG_PROMPTS("longPrompts"),
    UNREADABLE_ANSWERS("unreadableAnswers"),
    MISSING_TRACES("missingTraces"),
    LONG_TRACES("longTraces"),
    WRONG_TRACES("wrongTraces");

    private final String element;

    Reason(String element) {
        this.element = element;
    }

    /** Name of the element. */
    String element() {
        return element;
    }

    /** The end of a refusal: how to have such data left out instead. */
    String drop() {
        return ", or have such ones left out by <data><filter><" + element + ">DROP";
    }
}
