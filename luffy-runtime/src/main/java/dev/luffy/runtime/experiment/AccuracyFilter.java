package dev.luffy.runtime.experiment;

/**
 * Which prompts a step learns from, by the share of the policy's own responses that are right (PRIME's online prompt
 * filter). The others leave the update, its normaliser and its bonuses, teacher rows included. PRIME samples until a batch is
 * full of prompts that pass; here a step learns from what is left of its prompts, and makes no update when nothing is.
 *
 * @param minimum smallest share that is kept, at least 0
 * @param maximum largest share that is kept, at most 1
 */
public record AccuracyFilter(double minimum, double maximum) {

    public AccuracyFilter {
        Check.in("minimum", minimum, 0, 1);
        Check.in("maximum", maximum, 0, 1);
        if (minimum > maximum) {
            throw new InvalidDeclarationException(
                    "minimum", minimum, "is above <maximum> " + maximum + ", so that no prompt would be kept");
        }
    }

    /** Both bounds are kept. */
    public boolean keeps(double accuracy) {
        return minimum <= accuracy && accuracy <= maximum;
    }
}
