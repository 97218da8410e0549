package dev.luffy.runtime.rollout;

/** The policy gave a probability that is not a number: its weights have diverged. */
public final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NonFiniteException(double value) {
        super("the log-probability of a sampled token is " + value);
    }
}
