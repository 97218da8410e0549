package dev.luffy.benchmarks.answer;

/** Compares a response with a gold answer. */
@FunctionalInterface
public interface Verifier {

    /**
     * The verdict. Thread-safe, of bounded cost, and never an exception, whatever the texts are.
     *
     * @param gold the reference answer
     * @param response what the model wrote
     */
    Verdict verify(Gold gold, Response response);
}
