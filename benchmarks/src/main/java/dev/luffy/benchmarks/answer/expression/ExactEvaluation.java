package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;
import java.util.Map;

/**
 * The exact value of an expression whose value is rational, or complex with rational parts. No result is longer than
 * {@link Cost#MAX_BITS}, and its length is known before it is computed.
 */
final class ExactEvaluation {

    /** Of an exponent, in bits. */
    private static final int MAX_EXPONENT_BITS = 20;

    private final Map<String, Exact> variables;
    private final Cost cost;

    ExactEvaluation(Map<String, Exact> variables, Cost cost) {
        this.variables = variables;
        this.cost = cost;
    }

    /**
     * The value.
     *
     * @throws Undefined {@code HERE} if there is none, {@code NOT_IN_THIS_ARITHMETIC} if it is not rational, not found to
     *     be, or too long
     */
    Exact of(Expr expression) {
        cost.charge(4);
        if (expression instanceof Expr.Num n) return Exact.of(n.value());
        if (expression instanceof Expr.Based b) return Exact.of(Rational.of(integer(b)));
        if (expression instanceof Expr.Var v) {
            Exact value = variables.get(v.name());
            if (value == null) throw Undefined.NOT_IN_THIS_ARITHMETIC;
            return value;
        }
        if (expression instanceof Expr.Const c) return constant(c.name());
        if (expression instanceof Expr.Sum s) {
            Exact sum = Exact.ZERO;
            for (Expr term : s.terms()) sum = plus(sum, of(term));
            return sum;
        }
        if (expression instanceof Expr.Product p) {
            Exact product = Exact.ONE;
            for (Expr factor : p.factors()) product = times(product, of(factor));
            return product;
        }
        if (expression instanceof Expr.Negate n) return of(n.operand()).negated();
        if (expression instanceof Expr.Quotient q) return over(of(q.numerator()), of(q.denominator()));
        if (expression instanceof Expr.Power p) return power(of(p.base()), of(p.exponent()));
        if (expression instanceof Expr.Root r) return power(of(r.radicand()), over(Exact.ONE, of(r.index())));
        if (expression instanceof Expr.Factorial f)
            return Exact.of(Rational.of(IntegerFunctions.factorial(wholeNumber(of(f.operand())), cost)));
        if (expression instanceof Expr.Call c) return call(c);
        throw Undefined.NOT_IN_THIS_ARITHMETIC;
    }

    private static Exact constant(Expr.Const.Name name) {
        return switch (name) {
            case I -> Exact.I;
            case INFINITY -> throw Undefined.HERE;
            case E, PI -> throw Undefined.NOT_IN_THIS_ARITHMETIC;
        };
    }

    /** What a number in another base says. */
    static BigInteger integer(Expr.Based based) {
        try {
            return new BigInteger(based.digits(), based.base());
        } catch (NumberFormatException e) {
            throw Undefined.HERE;
        }
    }

    Exact plus(Exact a, Exact b) {
        admit(a, b);
        return a.plus(b);
    }

    Exact times(Exact a, Exact b) {
        admit(a, b);
        return a.times(b);
    }

    Exact over(Exact a, Exact b) {
        if (b.isZero()) throw Undefined.HERE;
        admit(a, b);
        if (a.isInteger() && b.isInteger()) {
            cost.division((long) a.bits() + b.bits());
            BigInteger[] parts = a.re().numerator().divideAndRemainder(b.re().numerator());
            if (parts[1].signum() == 0) return Exact.of(Rational.of(parts[0]));
        }
        cost.reduction((long) a.bits() + b.bits());
        return a.over(b);
    }

    private void admit(Exact a, Exact b) {
        long bits = (long) a.bits() + b.bits();
        if (bits > Cost.MAX_BITS) throw Undefined.NOT_IN_THIS_ARITHMETIC;
        if (a.isDyadic() && b.isDyadic()) cost.multiplication(a.bits(), b.bits());
        else cost.reduction(bits);
    }

    private Exact power(Exact base, Exact exponent) {
        if (!exponent.isReal()) throw Undefined.NOT_IN_THIS_ARITHMETIC;
        BigInteger index = exponent.re().denominator();
        BigInteger times = exponent.re().numerator();
        if (base.isZero()) {
            if (times.signum() <= 0) throw Undefined.HERE;
            return Exact.ZERO;
        }
        Exact root = index.equals(BigInteger.ONE) ? base : root(base, index);
        if (root.bits() <= 4 && root.times(root).times(root.times(root)).equals(Exact.ONE)) {
            // 1, -1, i and -i to any power, however long.
            times = times.mod(BigInteger.valueOf(4));
        }
        if (times.bitLength() > MAX_EXPONENT_BITS) throw Undefined.NOT_IN_THIS_ARITHMETIC;
        int n = times.intValueExact();
        if ((long) root.bits() * Math.abs(n) > Cost.MAX_BITS) throw Undefined.NOT_IN_THIS_ARITHMETIC;
        Exact power = Exact.ONE;
        for (int bit = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(n)) - 1; bit >= 0; bit--) {
            power = times(power, power);
            if ((Math.abs(n) >> bit & 1) == 1) power = times(power, root);
        }
        return n < 0 ? over(Exact.ONE, power) : power;
    }

    /** The root of that index if it is rational: real where there is a real one, else principal. */
    private Exact root(Exact base, BigInteger index) {
        if (!base.isReal() || index.bitLength() > 6) throw Undefined.NOT_IN_THIS_ARITHMETIC;
        int n = index.intValueExact();
        Rational size = base.re().abs();
        cost.division(size.bits() * 4L);
        Rational root = new Rational(
                IntegerFunctions.exactRoot(size.numerator(), n, cost),
                IntegerFunctions.exactRoot(size.denominator(), n, cost));
        if (base.re().signum() > 0) return Exact.of(root);
        if (n % 2 == 1) return Exact.of(root.negated());
        if (n == 2) return new Exact(Rational.ZERO, root);
        throw Undefined.NOT_IN_THIS_ARITHMETIC;
    }

    private Exact call(Expr.Call call) {
        Exact[] x = new Exact[call.arguments().size()];
        for (int i = 0; i < x.length; i++) x[i] = of(call.arguments().get(i));
        if (x.length == 0) throw Undefined.HERE;
        return switch (call.function()) {
            case RE -> Exact.of(x[0].re());
            case IM -> Exact.of(x[0].im());
            case CONJUGATE -> new Exact(x[0].re(), x[0].im().negated());
            case ABS ->
                x[0].isReal()
                        ? Exact.of(x[0].re().abs())
                        : power(
                                plus(
                                        times(Exact.of(x[0].re()), Exact.of(x[0].re())),
                                        times(Exact.of(x[0].im()), Exact.of(x[0].im()))),
                                Exact.of(new Rational(BigInteger.ONE, BigInteger.TWO)));
            case FLOOR -> Exact.of(Rational.of(real(x[0]).floor()));
            case CEIL -> Exact.of(Rational.of(real(x[0]).negated().floor().negate()));
            case MIN, MAX -> {
                Rational best = real(x[0]);
                for (Exact next : x) {
                    admit(next, x[0]);
                    int order = real(next).compareTo(best);
                    if (call.function() == Expr.Fn.MIN ? order < 0 : order > 0) best = next.re();
                }
                yield Exact.of(best);
            }
            case MOD -> {
                if (x.length != 2 || x[1].isZero()) throw Undefined.HERE;
                Rational times = Rational.of(real(over(x[0], x[1])).floor());
                yield plus(x[0], times(x[1], Exact.of(times)).negated());
            }
            case GCD, LCM -> {
                BigInteger joint = wholeNumber(x[0]);
                for (Exact next : x) {
                    BigInteger other = wholeNumber(next);
                    cost.reduction((long) joint.bitLength() + other.bitLength());
                    BigInteger divisor = joint.gcd(other);
                    if (call.function() == Expr.Fn.GCD) joint = divisor;
                    else
                        joint = divisor.signum() == 0
                                ? divisor
                                : joint.divide(divisor).multiply(other).abs();
                    if (joint.bitLength() > Cost.MAX_BITS) throw Undefined.NOT_IN_THIS_ARITHMETIC;
                }
                yield Exact.of(Rational.of(joint));
            }
            case BINOMIAL, PERMUTATIONS -> {
                if (x.length != 2) throw Undefined.HERE;
                yield Exact.of(Rational.of(
                        call.function() == Expr.Fn.BINOMIAL
                                ? IntegerFunctions.binomial(wholeNumber(x[0]), wholeNumber(x[1]), cost)
                                : IntegerFunctions.permutations(wholeNumber(x[0]), wholeNumber(x[1]), cost)));
            }
            default -> throw Undefined.NOT_IN_THIS_ARITHMETIC;
        };
    }

    private static Rational real(Exact value) {
        if (!value.isReal()) throw Undefined.HERE;
        return value.re();
    }

    private static BigInteger wholeNumber(Exact value) {
        if (!value.isInteger()) throw Undefined.HERE;
        return value.re().numerator();
    }
}
