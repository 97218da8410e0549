package dev.luffy.maven.ablate;

import java.util.OptionalDouble;

/** One number of a finished run. */
@FunctionalInterface
interface Measure {

    /** Empty if it was not measured. */
    OptionalDouble of(String variant, long seed);
}
