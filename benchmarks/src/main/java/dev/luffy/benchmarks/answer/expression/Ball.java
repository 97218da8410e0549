package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;

/**
 * A real number known to lie within a distance of another: |x − mantissa·2^exponent| ≤ 2^radius. Arithmetic on balls keeps
 * the distance honest, so that two balls apart are different numbers for certain.
 *
 * @param mantissa the middle's digits
 * @param exponent the middle's power of two
 * @param radius the distance's logarithm to base 2; −∞ for a number known exactly
 */
record Ball(BigInteger mantissa, long exponent, double radius) {

    static final double EXACT = Double.NEGATIVE_INFINITY;
    static final Ball ZERO = new Ball(BigInteger.ZERO, 0, EXACT);
    static final Ball ONE = of(1);

    static Ball of(long value) {
        return new Ball(BigInteger.valueOf(value), 0, EXACT);
    }

    boolean isExactZero() {
        return mantissa.signum() == 0 && radius == EXACT;
    }

    /** The middle is below 2 to this. */
    long magnitude() {
        return mantissa.signum() == 0 ? Long.MIN_VALUE / 4 : mantissa.bitLength() + exponent;
    }

    /** Whether 0 is not in the ball. */
    boolean isAwayFromZero() {
        return mantissa.signum() != 0 && magnitude() - 1 > radius;
    }

    int signum() {
        return mantissa.signum();
    }

    Ball negated() {
        return new Ball(mantissa.negate(), exponent, radius);
    }

    Ball abs() {
        return mantissa.signum() < 0 ? negated() : this;
    }

    /** Times 2 to that power. */
    Ball shifted(long power) {
        return new Ball(mantissa, exponent + power, radius + power);
    }

    /** With its middle only. */
    Ball middle() {
        return new Ball(mantissa, exponent, EXACT);
    }

    /** With at least that radius added. */
    Ball widened(double more) {
        return new Ball(mantissa, exponent, add(radius, more));
    }

    /** log₂(2^a + 2^b), rounded up. */
    static double add(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        if (low == EXACT) return high;
        if (high - low > 40) return high + 1e-9;
        return high + Math.log1p(Math.exp((low - high) * LN2)) / LN2 + 1e-9;
    }

    private static final double LN2 = Math.log(2);

    /** The middle as a double, possibly infinite or 0. */
    double toDouble() {
        int drop = mantissa.bitLength() - 64;
        BigInteger head = drop > 0 ? mantissa.shiftRight(drop) : mantissa;
        long power = exponent + Math.max(drop, 0);
        return Math.scalb(head.doubleValue(), (int) Math.max(-3000, Math.min(3000, power)));
    }
}
