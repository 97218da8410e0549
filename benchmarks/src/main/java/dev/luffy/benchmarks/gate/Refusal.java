package dev.luffy.benchmarks.gate;

/** Why a rule cannot be tested at all; its message completes a sentence about the rule's metric. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean mended;

    private Refusal(String message, boolean mended) {
        super(message);
        this.mended = mended;
    }

    /** What a new baseline would mend. */
    static Refusal ofBaseline(String message) {
        return new Refusal(message, true);
    }

    /** What no baseline mends. */
    static Refusal ofRule(String message) {
        return new Refusal(message, false);
    }

    /** Whether a new baseline would mend it. */
    boolean mendedByBaseline() {
        return mended;
    }
}
