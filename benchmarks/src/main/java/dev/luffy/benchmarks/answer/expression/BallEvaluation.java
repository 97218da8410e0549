package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;
import java.util.Map;

/** The value of an expression to many digits, with a bound on how wrong they are. */
final class BallEvaluation {

    /** How close to a whole number, in bits, a computed number counts as one. */
    private static final int WHOLE = 100;

    private final Map<String, Exact> variables;
    private final ExactEvaluation exact;
    private final ComplexArithmetic a;
    private final boolean roundedDecimals;

    /**
     * @param realOnly whether leaving the reals on the way means that there is no value
     * @param roundedDecimals whether a decimal stands for all numbers that round to it
     */
    BallEvaluation(Map<String, Exact> variables, int precision, boolean realOnly, boolean roundedDecimals, Cost cost) {
        this.variables = variables;
        this.exact = new ExactEvaluation(variables, cost);
        this.a = new ComplexArithmetic(new BallArithmetic(precision, cost), realOnly);
        this.roundedDecimals = roundedDecimals;
    }

    /** The precision at which nothing would have vanished, in bits. */
    long needed() {
        return a.reals.needed();
    }

    ComplexArithmetic arithmetic() {
        return a;
    }

    /** @throws Undefined if there is no value */
    Complex of(Expr expression) {
        a.reals.cost.charge(4);
        if (expression instanceof Expr.Num n) {
            Ball value = allDigits(n.value());
            if (roundedDecimals && Decimals.isRounded(n)) value = value.widened(Decimals.halfPlaceLog2(n));
            return Complex.of(value);
        }
        if (expression instanceof Expr.Based b) return real(Rational.of(ExactEvaluation.integer(b)));
        if (expression instanceof Expr.Var v) {
            Exact value = variables.get(v.name());
            if (value == null) throw Undefined.NOT_IN_THIS_ARITHMETIC;
            return value.isReal() ? real(value.re()) : new Complex(a.reals.of(value.re()), a.reals.of(value.im()));
        }
        if (expression instanceof Expr.Const c) return constant(c.name());
        if (expression instanceof Expr.Sum s) {
            Complex sum = of(s.terms().get(0));
            for (int i = 1; i < s.terms().size(); i++)
                sum = a.plus(sum, of(s.terms().get(i)));
            return sum;
        }
        if (expression instanceof Expr.Product p) {
            Complex product = of(p.factors().get(0));
            for (int i = 1; i < p.factors().size(); i++)
                product = a.times(product, of(p.factors().get(i)));
            return product;
        }
        if (expression instanceof Expr.Negate n) return of(n.operand()).negated();
        if (expression instanceof Expr.Quotient q) return a.over(of(q.numerator()), of(q.denominator()));
        if (expression instanceof Expr.Power p) return power(p);
        if (expression instanceof Expr.Root r) return root(r);
        if (expression instanceof Expr.Factorial f)
            return real(Rational.of(IntegerFunctions.factorial(whole(of(f.operand())), a.reals.cost)));
        if (expression instanceof Expr.Call c) return call(c);
        throw Undefined.NOT_IN_THIS_ARITHMETIC;
    }

    /** A number all of whose digits must count. */
    private Ball allDigits(Rational value) {
        if (value.bits() > a.reals.precision) a.reals.need(value.bits() + 64.0);
        return a.reals.of(value);
    }

    private Complex real(Rational value) {
        return Complex.of(a.reals.of(value));
    }

    private Complex constant(Expr.Const.Name name) {
        return switch (name) {
            case E -> Complex.of(a.functions.e());
            case PI -> Complex.of(a.functions.pi());
            case I -> {
                a.leaveTheReals();
                yield new Complex(Ball.ZERO, Ball.ONE);
            }
            case INFINITY -> throw Undefined.HERE;
        };
    }

    private Complex root(Expr.Root root) {
        Complex x = of(root.radicand());
        Rational index = rational(root.index());
        if (index != null && index.signum() != 0) return power(x, Rational.ONE.over(index));
        return power(x, a.over(Complex.ONE, of(root.index())));
    }

    private Complex power(Expr.Power power) {
        Rational exponent = rational(power.exponent());
        if (power.base() instanceof Expr.Const c && c.name() == Expr.Const.Name.E && exponent == null)
            return a.exp(of(power.exponent()));
        Complex base = of(power.base());
        return exponent != null ? power(base, exponent) : power(base, of(power.exponent()));
    }

    /** The exact real value, or null. */
    private Rational rational(Expr expression) {
        try {
            Exact value = exact.of(expression);
            return value.isReal() ? value.re() : null;
        } catch (Undefined e) {
            return null;
        }
    }

    /** Real where there is a real value, so that (−8)^(1/3) is −2; else principal. */
    private Complex power(Complex base, Rational exponent) {
        if (exponent.signum() == 0 && !base.isAwayFromZero()) throw Undefined.HERE;
        if (exponent.isInteger() && exponent.numerator().bitLength() <= 62) {
            long n = exponent.numerator().longValueExact();
            if (exponent.numerator().bitLength() <= 20 || !base.isReal()) return a.power(base, n);
            if (!base.re().isAwayFromZero()) return zeroTo(base, exponent.signum());
            Complex size = power(Complex.of(base.re().abs()), Complex.of(allDigits(exponent)));
            return base.re().signum() < 0 && n % 2 != 0 ? size.negated() : size;
        }
        if (exponent.denominator().equals(BigInteger.TWO)
                && exponent.numerator().bitLength() <= 20) {
            return a.power(a.sqrt(base), exponent.numerator().longValueExact());
        }
        if (base.isReal()
                && base.re().signum() < 0
                && base.re().isAwayFromZero()
                && exponent.denominator().testBit(0)) {
            Complex size = power(Complex.of(base.re().negated()), Complex.of(allDigits(exponent)));
            return exponent.numerator().testBit(0) ? size.negated() : size;
        }
        return power(base, Complex.of(allDigits(exponent)));
    }

    private Complex power(Complex base, Complex exponent) {
        if (!base.isAwayFromZero())
            return zeroTo(base, exponent.re().isAwayFromZero() ? exponent.re().signum() : 0);
        return a.exp(a.times(exponent, a.log(base)));
    }

    private static Complex zeroTo(Complex base, int sign) {
        if (sign <= 0 || !base.re().isExactZero() || !base.isReal()) throw Undefined.HERE;
        return Complex.ZERO;
    }

    private Complex call(Expr.Call call) {
        Complex[] x = new Complex[call.arguments().size()];
        for (int i = 0; i < x.length; i++) x[i] = of(call.arguments().get(i));
        return CallEvaluation.of(call.function(), x, a, this);
    }

    /** The whole number this is, as far as can be told. */
    BigInteger whole(Complex value) {
        BigInteger nearest = nearest(value);
        if (nearest == null) throw Undefined.HERE;
        return nearest;
    }

    /** The whole number next to a value if it cannot be told from it, else null. */
    BigInteger nearest(Complex value) {
        if (value.im().isAwayFromZero() || value.re().radius() > -WHOLE) return null;
        if (value.re().magnitude() > a.reals.precision) throw Cost.TooCostly.HERE;
        BigInteger doubled = a.reals.fixed(value.re(), 1);
        BigInteger nearest = doubled.add(BigInteger.ONE).shiftRight(1);
        Ball rest = a.reals.minus(value.re(), new Ball(nearest, 0, Ball.EXACT));
        return rest.magnitude() > -WHOLE ? null : nearest;
    }
}
