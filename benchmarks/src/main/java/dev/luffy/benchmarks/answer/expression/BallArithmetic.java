package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;

/**
 * The four operations and square roots on {@link Ball balls}, to a precision given in bits. It also notes which precision
 * would have been needed for nothing to vanish: in √2 + 10⁻⁶⁰ the small term must remain visible.
 */
final class BallArithmetic {

    /** Binary exponents beyond this are refused. */
    private static final long MAX_EXPONENT = 1L << 40;

    /** How many bits of a term must remain visible in a sum. */
    private static final int VISIBLE = 48;

    final int precision;
    final Cost cost;
    private long needed;

    BallArithmetic(int precision, Cost cost) {
        this.precision = precision;
        this.cost = cost;
        this.needed = precision;
    }

    /** The precision, in bits, at which nothing would have vanished so far; at least the one in use. */
    long needed() {
        return needed;
    }

    /** Notes that something vanished. */
    void need(double bits) {
        needed = Math.max(needed, (long) Math.min(bits, 1e15));
    }

    Ball of(Rational value) {
        if (value.isInteger()) return rounded(value.numerator(), 0, Ball.EXACT);
        return over(new Ball(value.numerator(), 0, Ball.EXACT), new Ball(value.denominator(), 0, Ball.EXACT));
    }

    /** A ball with its mantissa cut to the precision. */
    Ball rounded(BigInteger mantissa, long exponent, double radius) {
        int drop = mantissa.bitLength() - precision;
        if (drop > 0) {
            mantissa = mantissa.shiftRight(drop);
            exponent += drop;
            radius = Ball.add(radius, exponent);
        }
        if (Math.abs(exponent) > MAX_EXPONENT) throw Cost.TooCostly.HERE;
        return new Ball(mantissa, exponent, radius);
    }

    Ball plus(Ball a, Ball b) {
        cost.charge(30);
        if (a.isExactZero()) return b;
        if (b.isExactZero()) return a;
        Ball large = a.magnitude() >= b.magnitude() ? a : b;
        Ball small = large == a ? b : a;
        double radius = Ball.add(a.radius(), b.radius());
        Ball sum;
        if (large.magnitude() - small.magnitude() > precision + 8L) {
            sum = new Ball(large.mantissa(), large.exponent(), Ball.add(radius, small.magnitude()));
        } else {
            long exponent = Math.min(a.exponent(), b.exponent());
            long shift = Math.max(a.exponent(), b.exponent()) - exponent;
            // Only a middle of 0 with a far exponent can ask for a long shift.
            if (shift > 8L * precision + 4L * Cost.MAX_BITS) throw Cost.TooCostly.HERE;
            cost.charge(shift / 64);
            BigInteger total = a.mantissa()
                    .shiftLeft((int) (a.exponent() - exponent))
                    .add(b.mantissa().shiftLeft((int) (b.exponent() - exponent)));
            sum = rounded(total, exponent, radius);
        }
        if (large.isAwayFromZero()) seen(large, sum);
        if (small.isAwayFromZero()) seen(small, sum);
        return sum;
    }

    private void seen(Ball term, Ball sum) {
        double lost = sum.radius() - (term.magnitude() - VISIBLE);
        if (lost > 0) need(precision + lost + 64);
    }

    Ball minus(Ball a, Ball b) {
        return plus(a, b.negated());
    }

    Ball times(Ball a, Ball b) {
        if (a.isExactZero() || b.isExactZero()) return Ball.ZERO;
        cost.multiplication(a.mantissa().bitLength(), b.mantissa().bitLength());
        double radius = Ball.EXACT;
        if (a.radius() != Ball.EXACT || b.radius() != Ball.EXACT) {
            radius =
                    Ball.add(Ball.add(a.magnitude() + b.radius(), b.magnitude() + a.radius()), a.radius() + b.radius());
        }
        return rounded(a.mantissa().multiply(b.mantissa()), a.exponent() + b.exponent(), radius);
    }

    /** @throws Undefined if the divisor may be 0 */
    Ball over(Ball a, Ball b) {
        if (!b.isAwayFromZero() || b.radius() > b.magnitude() - 3) throw Undefined.HERE;
        if (a.isExactZero()) return Ball.ZERO;
        int shift = Math.max(
                0, precision + 2 + b.mantissa().bitLength() - a.mantissa().bitLength());
        cost.division(a.mantissa().bitLength() + (long) shift);
        BigInteger quotient = a.mantissa().shiftLeft(shift).divide(b.mantissa());
        long exponent = a.exponent() - shift - b.exponent();
        long low = b.magnitude() - 2;
        double radius = a.radius() - low;
        if (b.radius() != Ball.EXACT) radius = Ball.add(radius, quotient.bitLength() + exponent + b.radius() - low);
        return rounded(quotient, exponent, Ball.add(radius, exponent));
    }

    /** Of a number that is not certainly negative. */
    Ball sqrt(Ball x) {
        if (x.isExactZero()) return Ball.ZERO;
        if (!x.isAwayFromZero()) return new Ball(BigInteger.ZERO, 0, (x.radius() + 1) / 2);
        if (x.signum() < 0) throw Undefined.HERE;
        long shift = Math.max(0, 2L * precision + 4 - x.mantissa().bitLength());
        if ((x.exponent() - shift & 1) != 0) shift++;
        cost.division(x.mantissa().bitLength() + shift);
        cost.division(x.mantissa().bitLength() + shift);
        BigInteger root = IntegerFunctions.squareRoot(x.mantissa().shiftLeft((int) shift));
        long exponent = (x.exponent() - shift) / 2;
        return rounded(root, exponent, Ball.add(x.radius() - (x.magnitude() - 1) / 2.0, exponent));
    }

    /** x^n by repeated squaring. */
    Ball power(Ball x, long n) {
        if (n < 0) return over(Ball.ONE, power(x, -n));
        Ball power = Ball.ONE;
        for (int bit = Long.SIZE - Long.numberOfLeadingZeros(n) - 1; bit >= 0; bit--) {
            power = times(power, power);
            if ((n >> bit & 1) == 1) power = times(power, x);
        }
        return power;
    }

    /** The middle in units of 2^−bits. */
    BigInteger fixed(Ball x, int bits) {
        long shift = x.exponent() + bits;
        if (shift > Cost.MAX_BITS) throw Cost.TooCostly.HERE;
        cost.charge(5 + Math.max(shift, x.mantissa().bitLength()) / 64);
        if (shift >= 0) return x.mantissa().shiftLeft((int) shift);
        return -shift > x.mantissa().bitLength() + 1L
                ? BigInteger.ZERO
                : x.mantissa().shiftRight((int) -shift);
    }

    /** From units of 2^−bits. */
    Ball fromFixed(BigInteger value, int bits, double radius) {
        return rounded(value, -bits, radius);
    }
}
