package dev.luffy.benchmarks.answer;

/**
 * What an extractor found in a response.
 *
 * @param text the answer; empty if there is none
 * @param problem why there is none, as a sentence without full stop; empty if there is one
 */
record Extraction(String text, String problem) {

    static Extraction of(String text) {
        return new Extraction(text, "");
    }

    static Extraction none(String problem) {
        return new Extraction("", problem);
    }

    boolean found() {
        return problem.isEmpty();
    }
}
