package dev.luffy.runtime.rollout;

/** The policy gave a probability, or has a weight, that is not a number: it has diverged. */
public final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NonFiniteException(double value) {
        this("the log-probability of a sampled token", value);
    }

    /** @param what is not finite, with its article */
    public NonFiniteException(String what, double value) {
        super(what + " is " + value);
    }
}
