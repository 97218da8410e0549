package dev.luffy.benchmarks.answer.expression;

import java.util.Objects;

/**
 * When two answers count as the same, where the field disagrees. Part of a policy; see {@code docs/verifier.md}.
 *
 * @param percent what a percent sign means
 * @param decimals what a decimal may differ from an exact value by
 * @param tolerance of {@code decimals} ABSOLUTE and RELATIVE, as a decimal number such as "1e-4"; else "0"
 * @param units what a unit behind a value means
 * @param degrees what a degree sign means
 * @param orderedLists whether bare lists and sets must come in the gold's order
 * @param tuplesAreSets whether (a, b), {a, b} and a bare list are the same kind of thing
 * @param renamedVariables whether answers may differ in the names of their variables
 * @param relationsAsSets whether {@code x > 2} answers a gold of (2, ∞) and the other way round
 * @param baseMayBeLeftOut whether 204 answers a gold of 204₅
 * @since 0.1
 */
public record Rules(
        Percent percent,
        Decimals decimals,
        String tolerance,
        Units units,
        Degrees degrees,
        boolean orderedLists,
        boolean tuplesAreSets,
        boolean renamedVariables,
        boolean relationsAsSets,
        boolean baseMayBeLeftOut) {

    public Rules {
        Objects.requireNonNull(percent);
        Objects.requireNonNull(decimals);
        Objects.requireNonNull(tolerance);
        Objects.requireNonNull(units);
        Objects.requireNonNull(degrees);
    }

    /** Of the percent sign. */
    public enum Percent {
        /** 28 % is 0.28 and nothing else. */
        FRACTION,
        /** 28 % is 0.28, and also 28 where the gold answer carries the sign. */
        GOLD_DECIDES,
        /** The sign says nothing: 28 % is 28. */
        DROPPED,
        /** 28 % is 0.28 and 28, on either side. */
        EITHER
    }

    /** Of decimals next to exact values. An exact integer gold is never met by a rounded decimal. */
    public enum Decimals {
        /** Digits mean what they say. */
        EXACT,
        /**
         * A decimal of three significant digits or more stands for every value that rounds to it; a gold one of two for
         * those that do and are within a thousandth.
         */
        SHOWN_PRECISION,
        /** Values may differ by the tolerance. */
        ABSOLUTE,
        /** Values may differ by the tolerance times the gold's size. */
        RELATIVE
    }

    /** Of units. */
    public enum Units {
        /** They say nothing. */
        DROPPED,
        /** Two units must be the same; one alone says nothing. */
        CHECKED_IF_BOTH,
        /** The same on both sides. */
        SIGNIFICANT
    }

    /** Of the degree sign. */
    public enum Degrees {
        /** 45° is 45, and not π/4. */
        DROPPED,
        /** 45° is π/4, and not 45. */
        RADIANS,
        /** 45° is 45 and π/4. */
        EITHER
    }
}
