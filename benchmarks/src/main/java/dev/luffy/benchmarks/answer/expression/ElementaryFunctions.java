package dev.luffy.benchmarks.answer.expression;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * exp, ln, sin, cos and atan of real {@link Ball balls}: argument reduction, then a short series in fixed point. Brent and
 * Zimmermann, Modern Computer Arithmetic, chapter 4, has all of it.
 */
final class ElementaryFunctions {

    /** Spare bits of every series. */
    private static final int GUARD = 32;

    /** Arguments whose result would have more binary digits before the point than this are refused. */
    private static final int MAX_MAGNITUDE = 40;

    private static final int READY_BITS = 640;
    private static final BigInteger READY_PI = computePi(READY_BITS);
    private static final BigInteger READY_LN2 = computeLn2(READY_BITS);

    private final BallArithmetic a;
    private BigInteger pi = READY_PI;
    private int piBits = READY_BITS;
    private BigInteger ln2 = READY_LN2;
    private int ln2Bits = READY_BITS;

    ElementaryFunctions(BallArithmetic arithmetic) {
        a = arithmetic;
    }

    Ball pi() {
        return a.fromFixed(pi(a.precision + GUARD), a.precision + GUARD, 1.0 - a.precision - GUARD);
    }

    Ball e() {
        return exp(Ball.ONE);
    }

    Ball exp(Ball x) {
        if (x.isExactZero()) return Ball.ONE;
        if (x.magnitude() > MAX_MAGNITUDE) throw Cost.TooCostly.HERE;
        if (x.radius() > -2) throw Undefined.HERE;
        if (x.isAwayFromZero()) visible(-x.magnitude());
        int bits = a.precision + GUARD;
        BigInteger log2 = ln2(bits + MAX_MAGNITUDE);
        BigInteger argument = a.fixed(x, bits + MAX_MAGNITUDE);
        BigInteger[] parts = argument.divideAndRemainder(log2);
        BigInteger value = expFixed(parts[1].shiftRight(MAX_MAGNITUDE), bits);
        long power = parts[0].longValueExact();
        Ball result = a.fromFixed(value, bits, 12.0 - bits);
        if (x.radius() != Ball.EXACT) result = result.widened(x.radius() + 2);
        return result.shifted(power);
    }

    /** Notes that a result differs from a simple number only by 2^−bits. */
    private void visible(long bits) {
        if (bits > a.precision - 64) a.need(bits + 128.0);
    }

    /** e^t for |t| < 1, in units of 2^−bits. */
    private BigInteger expFixed(BigInteger t, int bits) {
        int halvings = 6 + (int) Math.sqrt(bits / 8.0);
        int work = bits + 2 * halvings;
        BigInteger u = t.shiftLeft(halvings);
        // t/2^halvings in units of 2^−work is t·2^(work − bits − halvings).
        BigInteger sum = BigInteger.ONE.shiftLeft(work);
        BigInteger term = sum;
        for (int n = 1; term.bitLength() > 1; n++) {
            a.cost.multiplication(work, work);
            term = term.multiply(u).shiftRight(work).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            a.cost.multiplication(work, work);
            sum = sum.multiply(sum).shiftRight(work);
        }
        return sum.shiftRight(work - bits);
    }

    /** Of a number that is certainly positive. */
    Ball ln(Ball x) {
        if (x.signum() <= 0 || !x.isAwayFromZero()) throw Undefined.HERE;
        long power = x.magnitude();
        Ball y = x.shifted(-power).middle();
        if (y.toDouble() < 0.75) {
            // Near 1 there must be no power of two to cancel.
            y = y.shifted(1);
            power--;
        }
        int bits = a.precision + GUARD;
        BigInteger one = BigInteger.ONE.shiftLeft(bits);
        double start = Math.log(y.toDouble());
        BigInteger near =
                BigDecimal.valueOf(start).multiply(new BigDecimal(one)).toBigInteger();
        a.cost.multiplication(bits, bits);
        BigInteger w = a.fixed(y, bits).multiply(expFixed(near.negate(), bits)).shiftRight(bits);
        BigInteger rest = twiceAtanh(w.subtract(one), w.add(one), bits);
        Ball result = a.fromFixed(near.add(rest), bits, 14.0 - bits);
        if (x.radius() != Ball.EXACT) result = result.widened(x.radius() - x.magnitude() + 2);
        if (power == 0) return result;
        int extra = bits + 64;
        Ball multiple = a.fromFixed(ln2(extra).multiply(BigInteger.valueOf(power)), extra, 1.0 - bits);
        return a.plus(result, multiple);
    }

    /** 2·atanh(numerator/denominator), for a small quotient. */
    private BigInteger twiceAtanh(BigInteger numerator, BigInteger denominator, int bits) {
        a.cost.division(2L * bits);
        BigInteger u = numerator.shiftLeft(bits).divide(denominator);
        BigInteger square = u.multiply(u).shiftRight(bits);
        BigInteger sum = BigInteger.ZERO;
        BigInteger power = u;
        for (int n = 1; power.bitLength() > 1; n += 2) {
            a.cost.multiplication(bits, bits);
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
            power = power.multiply(square).shiftRight(bits);
        }
        return sum.shiftLeft(1);
    }

    /** Sine and cosine. */
    Ball[] sinCos(Ball x) {
        if (x.isExactZero()) return new Ball[] {Ball.ZERO, Ball.ONE};
        if (x.magnitude() > 4096) throw Cost.TooCostly.HERE;
        if (x.radius() > -2) throw Undefined.HERE;
        if (x.isAwayFromZero()) visible(-2 * x.magnitude());
        int bits = a.precision + GUARD + (int) Math.max(0, Math.min(-x.magnitude(), a.precision));
        int extra = (int) Math.max(0, x.magnitude()) + 8;
        BigInteger quarter = pi(bits + extra).shiftRight(1);
        BigInteger[] parts = a.fixed(x, bits + extra).divideAndRemainder(quarter);
        BigInteger[] sc = sinCosFixed(parts[1].shiftRight(extra), bits);
        double radius = 16.0 - bits;
        if (x.radius() != Ball.EXACT) radius = Ball.add(radius, x.radius());
        Ball sin = a.fromFixed(sc[0], bits, radius);
        Ball cos = a.fromFixed(sc[1], bits, radius);
        return switch (parts[0].mod(BigInteger.valueOf(4)).intValue()) {
            case 0 -> new Ball[] {sin, cos};
            case 1 -> new Ball[] {cos, sin.negated()};
            case 2 -> new Ball[] {sin.negated(), cos.negated()};
            default -> new Ball[] {cos.negated(), sin};
        };
    }

    /** Sine and cosine of |t| < 2, in units of 2^−bits. */
    private BigInteger[] sinCosFixed(BigInteger t, int bits) {
        int halvings = 4 + (int) Math.sqrt(bits / 12.0);
        int work = bits + 3 * halvings + 8;
        BigInteger u = t.shiftLeft(work - bits - halvings);
        BigInteger square = u.multiply(u).shiftRight(work).negate();
        BigInteger sin = u;
        BigInteger term = u;
        for (int n = 2; term.bitLength() > 1; n += 2) {
            a.cost.multiplication(work, work);
            term = term.multiply(square).shiftRight(work).divide(BigInteger.valueOf((long) n * (n + 1)));
            sin = sin.add(term);
        }
        BigInteger cos = BigInteger.ONE.shiftLeft(work);
        term = cos;
        for (int n = 1; term.bitLength() > 1; n += 2) {
            a.cost.multiplication(work, work);
            term = term.multiply(square).shiftRight(work).divide(BigInteger.valueOf((long) n * (n + 1)));
            cos = cos.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            a.cost.multiplication(work, 3L * work);
            BigInteger doubled = sin.multiply(cos).shiftRight(work - 1);
            cos = cos.multiply(cos).subtract(sin.multiply(sin)).shiftRight(work);
            sin = doubled;
        }
        return new BigInteger[] {sin.shiftRight(work - bits), cos.shiftRight(work - bits)};
    }

    Ball atan(Ball x) {
        if (x.isExactZero()) return Ball.ZERO;
        if (x.magnitude() > 1) {
            visible(x.magnitude());
            Ball rest = atan(a.over(Ball.ONE, x));
            Ball half = pi().shifted(-1);
            return a.minus(x.signum() < 0 ? half.negated() : half, rest);
        }
        int bits = a.precision + GUARD + (int) Math.max(0, Math.min(-x.magnitude(), a.precision));
        BigInteger near = BigDecimal.valueOf(Math.atan(x.toDouble()))
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)))
                .toBigInteger();
        BigInteger[] sc = sinCosFixed(near, bits);
        BigInteger value = a.fixed(x, bits);
        a.cost.multiplication(bits, 3L * bits);
        BigInteger y = value.multiply(sc[1]).subtract(sc[0].shiftLeft(bits));
        BigInteger d = sc[1].shiftLeft(bits).add(value.multiply(sc[0]));
        BigInteger u = y.shiftLeft(bits).divide(d);
        // The rest is below 2^−50, so that its cube and fifth power and so on are few.
        BigInteger square = u.multiply(u).shiftRight(bits).negate();
        BigInteger sum = near;
        for (int n = 1; u.bitLength() > 1; n += 2) {
            a.cost.multiplication(bits, bits);
            sum = sum.add(u.divide(BigInteger.valueOf(n)));
            u = u.multiply(square).shiftRight(bits);
        }
        Ball result = a.fromFixed(sum, bits, 14.0 - bits);
        return x.radius() == Ball.EXACT ? result : result.widened(x.radius());
    }

    /** The angle of the point (x, y), in (−π, π]; a y that may be 0 counts as 0. */
    Ball atan2(Ball y, Ball x) {
        if (!x.isAwayFromZero() && !y.isAwayFromZero()) throw Undefined.HERE;
        if (x.magnitude() >= y.magnitude() && x.isAwayFromZero()) {
            Ball angle = y.isExactZero() ? Ball.ZERO : atan(a.over(y, x));
            if (x.signum() > 0) return angle;
            return y.signum() < 0 && y.isAwayFromZero() ? a.minus(angle, pi()) : a.plus(angle, pi());
        }
        Ball half = pi().shifted(-1);
        Ball angle = x.isExactZero() ? Ball.ZERO : atan(a.over(x, y));
        return a.minus(y.signum() < 0 ? half.negated() : half, angle);
    }

    private BigInteger pi(int bits) {
        if (bits > piBits) {
            a.cost.charge((long) bits * bits / 32);
            pi = computePi(bits);
            piBits = bits;
        }
        return pi.shiftRight(piBits - bits);
    }

    private BigInteger ln2(int bits) {
        if (bits > ln2Bits) {
            a.cost.charge((long) bits * bits / 32);
            ln2 = computeLn2(bits);
            ln2Bits = bits;
        }
        return ln2.shiftRight(ln2Bits - bits);
    }

    /** Machin's formula. */
    private static BigInteger computePi(int bits) {
        int work = bits + 32;
        return inverse(5, work, true)
                .shiftLeft(4)
                .subtract(inverse(239, work, true).shiftLeft(2))
                .shiftRight(work - bits);
    }

    /** 18 atanh(1/26) − 2 atanh(1/4801) + 8 atanh(1/8749). */
    private static BigInteger computeLn2(int bits) {
        int work = bits + 32;
        return inverse(26, work, false)
                .multiply(BigInteger.valueOf(18))
                .subtract(inverse(4801, work, false).shiftLeft(1))
                .add(inverse(8749, work, false).shiftLeft(3))
                .shiftRight(work - bits);
    }

    /** atan(1/n) or atanh(1/n) in units of 2^−bits. */
    private static BigInteger inverse(int n, int bits, boolean circular) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; power.signum() != 0; k++) {
            BigInteger term = power.divide(BigInteger.valueOf(2L * k + 1));
            sum = circular && k % 2 == 1 ? sum.subtract(term) : sum.add(term);
            power = power.divide(square);
        }
        return sum;
    }
}
