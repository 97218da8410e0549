package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;

/**
 * An exact fraction in lowest terms.
 *
 * @param numerator carries the sign
 * @param denominator positive
 * @since 0.1
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    public static final Rational ZERO = of(0);
    public static final Rational ONE = of(1);

    /** @throws ArithmeticException if the denominator is 0 */
    public Rational {
        if (denominator.signum() == 0) throw new ArithmeticException("a fraction with denominator 0");
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger divisor = commonDivisor(numerator, denominator);
            if (!divisor.equals(BigInteger.ONE)) {
                numerator = numerator.divide(divisor);
                denominator = denominator.divide(divisor);
            }
        }
    }

    /** The greatest common divisor; the general one is slow for the two kinds of denominators that are most common. */
    private static BigInteger commonDivisor(BigInteger numerator, BigInteger denominator) {
        if (numerator.signum() == 0) return denominator;
        if (denominator.bitLength() - 1 == denominator.getLowestSetBit())
            return BigInteger.ONE.shiftLeft(Math.min(numerator.getLowestSetBit(), denominator.getLowestSetBit()));
        if (numerator.bitLength() > 62 || denominator.bitLength() > 62) return numerator.gcd(denominator);
        long a = Math.abs(numerator.longValue());
        long b = denominator.longValue();
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return BigInteger.valueOf(a);
    }

    /** A whole number. */
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /** A whole number. */
    public static Rational of(BigInteger value) {
        return new Rational(value, BigInteger.ONE);
    }

    /** 10 to that power. */
    static Rational powerOfTen(int exponent) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        return exponent < 0 ? new Rational(BigInteger.ONE, power) : of(power);
    }

    /** Whether it is a whole number. */
    public boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    int signum() {
        return numerator.signum();
    }

    /** Bits of numerator and denominator together: what an operation on it costs. */
    int bits() {
        return numerator.bitLength() + denominator.bitLength();
    }

    Rational plus(Rational other) {
        if (isInteger() && other.isInteger()) return of(numerator.add(other.numerator));
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational minus(Rational other) {
        return plus(other.negated());
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** @throws ArithmeticException if the other is 0 */
    Rational over(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    Rational abs() {
        return signum() < 0 ? negated() : this;
    }

    /** The largest whole number that is no larger. */
    BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
