package dev.luffy.benchmarks.answer.grammar;

/** What a hat raises that is no exponent: a degree sign, or the primes of minutes and seconds. */
final class Raised {

    private static final String[] CIRCLES = {
        "\\circ", "{\\circ}", "{ \\circ }", "{\\circ }", "{ \\circ}", "\\degree", "{\\degree}"
    };
    private static final String[] TWO_PRIMES = {
        "{\\prime\\prime}", "{\\prime \\prime}", "{ \\prime \\prime }", "\\prime\\prime"
    };
    private static final String[] PRIME = {"{\\prime}", "{ \\prime }", "\\prime"};

    private Raised() {}

    /** The mark's one spelling, read behind the hat; the hat itself if it raises an exponent. */
    static String take(Source source, boolean number) {
        if (!source.takeFirstOf(CIRCLES).isEmpty()) {
            return "°";
        }
        if (number && !source.takeFirstOf(TWO_PRIMES).isEmpty()) {
            return "''";
        }
        return number && !source.takeFirstOf(PRIME).isEmpty() ? "'" : "^";
    }
}
