package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.luffy.maven.study.Expectation;

/** What the numbers of an ablation say of a claim. */
enum Verdict {
    /** The difference goes as claimed, and is more than chance. */
    SHOWS("shows"),
    /** It goes the other way, and is more than chance. */
    OPPOSITE("opposite shows"),
    /** It may be chance. */
    NOT_SHOWN("not shown"),
    /** There is more where none was claimed, and it is more than chance. */
    CONTRADICTED("contradicted"),
    /** There is not more than chance explains; whether there is something, the interval tells. */
    NOT_CONTRADICTED("not contradicted"),
    /** Every difference is 0. */
    NO_DIFFERENCE("no difference at all"),
    /** A number is missing, or a third seed. */
    NOT_MEASURED("not measured");

    /** Of a p; below it a difference is more than chance. */
    static final double LEVEL = 0.05;

    /** Pairs without which nothing is significant: two that happen to be nearly equal would prove anything. */
    static final int SEEDS = 3;

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** In words. */
    @JsonValue
    String text() {
        return text;
    }

    /**
     * By the p of a difference that decides. Of a claim that something is there it is corrected over the family; one of
     * absence would be kept more easily by a correction, and is none of the family.
     */
    static Verdict of(Expectation expected, Difference difference) {
        int seeds = difference.differences().size();
        if (seeds > 1 && difference.differences().stream().allMatch(d -> d == 0)) return NO_DIFFERENCE;
        if (seeds < SEEDS) return NOT_MEASURED;
        Double p = p(expected, difference);
        boolean more = p < LEVEL && difference.mean() > 0;
        boolean less = p < LEVEL && difference.mean() < 0;
        return switch (expected) {
            case MORE -> more ? SHOWS : less ? OPPOSITE : NOT_SHOWN;
            case LESS -> less ? SHOWS : more ? OPPOSITE : NOT_SHOWN;
            case NO_MORE -> more ? CONTRADICTED : NOT_CONTRADICTED;
        };
    }

    /** The p that gives the verdict; null if none can. */
    static Double p(Expectation expected, Difference difference) {
        return expected == Expectation.NO_MORE ? difference.decidingP() : difference.tTestHolm();
    }
}
