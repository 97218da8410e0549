package dev.luffy.benchmarks.answer;

/**
 * Decides whether a response gives the gold answer. The two are not interchangeable: a gold answer is bare, a response
 * has its answer in a place the verifier defines.
 *
 * <p>A verifier is deterministic, may be used by several threads at once, and answers every text with a verdict: it
 * throws only for null.
 *
 * @since 0.1
 */
public interface Verifier {

    /** The verdict on {@code response}; never null. */
    Verdict verify(Gold gold, Response response);
}
