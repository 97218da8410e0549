package dev.luffy.runtime.train;

/** A number that training rests on is not finite. The update that found it was not made. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(long step, String what, double value) {
        this(step, what + " is " + value);
    }

    DivergedException(long step, String problem) {
        super("step " + step + ": " + problem);
    }
}
