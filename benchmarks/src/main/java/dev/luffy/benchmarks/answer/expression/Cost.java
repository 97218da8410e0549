package dev.luffy.benchmarks.answer.expression;

/** Counts the work of one comparison before it is done. Steps, not seconds: the same answers always get equally far. */
final class Cost {

    /** About 20 ms of arithmetic. */
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

    Cost(long budget) {
        left = budget;
    }

    /** What has not been spent. */
    long left() {
        return left;
    }

    /** A step of the given size; one unit is about 5 ns. */
    void charge(long units) {
        left -= units;
        if (left < 0) {
            left = 0;
            throw TooCostly.HERE;
        }
    }

    /** A multiplication of numbers of that many bits. */
    void multiplication(long bits, long otherBits) {
        charge(20 + (bits / 32) * (otherBits / 32) / 4);
    }

    /** A division or a root of numbers of that many bits. */
    void division(long bits) {
        charge(30 + (bits / 32) * (bits / 32) / 2);
    }

    /** A fraction reduced to lowest terms: a greatest common divisor of numbers of that many bits together. */
    void reduction(long bits) {
        charge(30 + (bits / 32) * (bits / 32));
    }
}
