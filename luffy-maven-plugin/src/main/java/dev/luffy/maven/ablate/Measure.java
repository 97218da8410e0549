package dev.luffy.maven.ablate;

import java.util.OptionalDouble;

/** One number of a finished run. */
@FunctionalInterface
interface Measure {

    /** Empty if it was not measured. */
    OptionalDouble of(String variant, long seed);

    /** One number less another; empty where one of them is. */
    static OptionalDouble less(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(one.getAsDouble() - other.getAsDouble());
    }
}
