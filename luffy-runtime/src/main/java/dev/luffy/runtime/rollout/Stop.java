package dev.luffy.runtime.rollout;

/** Asked between units of native work; the only way a run is cut short. */
@FunctionalInterface
public interface Stop {

    /** Returns if the run may go on. */
    void check() throws StopRequested;

    /** Thrown where the run is to stop; nothing since the last optimizer step has changed the weights. */
    final class StopRequested extends RuntimeException {
        private static final long serialVersionUID = 1;

        public StopRequested() {
            super("asked to stop", null, false, false);
        }
    }
}
