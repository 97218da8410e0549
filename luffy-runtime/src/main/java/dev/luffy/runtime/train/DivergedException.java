package dev.luffy.runtime.train;

/** A number that training rests on is not finite. Weights were not changed by the step that found it. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long step;

    DivergedException(long step, String what, double value) {
        this(step, what + " is " + value);
    }

    DivergedException(long step, String problem) {
        super("step " + step + ": " + problem);
        this.step = step;
    }

    /** The step that could not be completed. */
    public long step() {
        return step;
    }
}
