package dev.luffy.benchmarks.answer.expression;

/** Counts the work of one comparison before it is done. Steps, not seconds: the same answers always get equally far. */
final class Cost {

    /** About 20 ms of arithmetic, measured on one slow core. */
    static final long BUDGET = 4_000_000;

    /** Of an exact result. */
    static final int MAX_BITS = 400_000;

    /** Thrown where the budget ends; it carries no stack, being no failure. */
    static final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final TooCostly HERE = new TooCostly();

        private TooCostly() {
            super("too costly", null, false, false);
        }
    }

    private long left;
    private long spent;

    Cost(long budget) {
        left = budget;
    }

    /** What has not been spent. */
    long left() {
        return left;
    }

    /** What has been done; a step that was too large was not. */
    long spent() {
        return spent;
    }

    /** A step of the given size; one unit is about 5 ns. */
    void charge(long units) {
        left -= units;
        if (left < 0) {
            left = 0;
            throw TooCostly.HERE;
        }
        spent += units;
    }

    /** A multiplication of numbers of that many bits; long ones are multiplied faster than by hand. */
    void multiplication(long bits, long otherBits) {
        charge(20 + (bits / 32) * (otherBits / 32) / (4 + Math.max(bits, otherBits) / 2048));
    }

    /** A division of a number of that many bits by one of half as many. */
    void division(long bits) {
        long words = bits / 64;
        charge(60 + words * words / (3 + words / 170));
    }

    /** A fraction reduced to lowest terms: a greatest common divisor of numbers of that many bits together. */
    void reduction(long bits) {
        charge(30 + 2 * bits + (bits / 32) * (bits / 32));
    }
}
