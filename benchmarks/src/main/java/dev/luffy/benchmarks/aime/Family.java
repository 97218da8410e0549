package dev.luffy.benchmarks.aime;

import java.util.Locale;

/** Which operators the problems of a family use. */
enum Family {
    /** Carry-free sums: + at every place. */
    SUM("+"),
    /** Double, then add: * at every place. */
    DOUBLING("*"),
    /** Either operator at each place. */
    MIXED("+*");

    private final String operators;

    Family(String operators) {
        this.operators = operators;
    }

    static Family draw(Draws draws) {
        return values()[draws.below(values().length)];
    }

    char operator(Draws draws) {
        return operators.charAt(draws.below(operators.length()));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
