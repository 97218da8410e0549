package dev.luffy.maven.ablate;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.luffy.maven.study.Expectation;
import java.util.Collections;
import java.util.List;

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
    /** A number is missing, or a second seed. */
    NOT_MEASURED("not measured");

    /** Of a corrected p; below it a difference is more than chance. */
    static final double LEVEL = 0.05;

    // Differences that are equal but for rounding, relative to the largest.
    private static final double ROUNDING = 1e-12;

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** In words. */
    @JsonValue
    String text() {
        return text;
    }

    /** By the corrected p of the t-test of a difference of two pairs or more. */
    static Verdict of(Expectation expected, Difference difference) {
        if (difference.differences().stream().allMatch(d -> d == 0)) return NO_DIFFERENCE;
        boolean significant = significant(difference);
        boolean more = significant && difference.mean() > 0;
        boolean less = significant && difference.mean() < 0;
        return switch (expected) {
            case MORE -> more ? SHOWS : less ? OPPOSITE : NOT_SHOWN;
            case LESS -> less ? SHOWS : more ? OPPOSITE : NOT_SHOWN;
            case NO_MORE -> more ? CONTRADICTED : NOT_CONTRADICTED;
        };
    }

    private static boolean significant(Difference difference) {
        // Equal differences have no spread: t is infinite whatever their number, and two equal seeds would be proof.
        if (withoutSpread(difference.differences()) && difference.signFlipHolm() != null) {
            return difference.signFlipHolm() < LEVEL;
        }
        return difference.tTestHolm() < LEVEL;
    }

    private static boolean withoutSpread(List<Double> differences) {
        double least = Collections.min(differences);
        double most = Collections.max(differences);
        return most - least <= ROUNDING * Math.max(Math.abs(least), Math.abs(most));
    }
}
