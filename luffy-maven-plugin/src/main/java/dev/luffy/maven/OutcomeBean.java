package dev.luffy.maven;

import dev.luffy.runtime.experiment.Outcome;

/**
 * What a verdict is worth in training, where that is not 1 and 0. Elements left out are those of the preset.
 *
 * <pre>{@code
 * <outcome>
 *   <correct>1</correct>
 *   <wrong>-0.5</wrong>
 *   <unanswered>-1</unanswered>   <!-- the verifier finds no answer -->
 * </outcome>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class OutcomeBean {

    private Double correct;
    private Double wrong;
    private Double unanswered;

    Outcome over(Outcome preset) {
        Outcome base = preset == null ? new Outcome(1, 0, 0) : preset;
        return new Outcome(
                correct == null ? base.correct() : correct,
                wrong == null ? base.wrong() : wrong,
                unanswered == null ? base.unanswered() : unanswered);
    }
}
