package dev.luffy.benchmarks.answer.expression;

import java.math.BigInteger;

/** The known functions on {@link Complex rectangles}. */
final class CallEvaluation {

    private CallEvaluation() {}

    static Complex of(Expr.Fn function, Complex[] x, ComplexArithmetic a, BallEvaluation evaluation) {
        if (x.length == 0) throw Undefined.HERE;
        return switch (function) {
            case SIN -> a.sinCos(x[0])[0];
            case COS -> a.sinCos(x[0])[1];
            case TAN -> tan(x[0], a);
            case COT -> {
                Complex[] sc = a.sinCos(x[0]);
                yield a.over(sc[1], sc[0]);
            }
            case SEC -> a.over(Complex.ONE, a.sinCos(x[0])[1]);
            case CSC -> a.over(Complex.ONE, a.sinCos(x[0])[0]);
            case ARCSIN -> a.arcsin(x[0]);
            case ARCCOS -> a.minus(Complex.of(a.functions.pi().shifted(-1)), a.arcsin(x[0]));
            case ARCTAN -> a.arctan(x[0]);
            case ARCCOT -> a.minus(Complex.of(a.functions.pi().shifted(-1)), a.arctan(x[0]));
            case SINH -> halfOf(a.minus(a.exp(x[0]), a.exp(x[0].negated())));
            case COSH -> halfOf(a.plus(a.exp(x[0]), a.exp(x[0].negated())));
            case TANH -> tanh(x[0], a);
            case EXP -> a.exp(x[0]);
            case LOG -> x.length == 1 ? a.log(x[0]) : a.over(a.log(x[0]), a.log(x[1]));
            case ABS -> Complex.of(a.abs(x[0]));
            case RE -> Complex.of(x[0].re());
            case IM -> Complex.of(x[0].im());
            case CONJUGATE -> x[0].conjugate();
            case FLOOR -> floor(x[0], a, evaluation);
            case CEIL -> floor(x[0].negated(), a, evaluation).negated();
            case MIN, MAX -> best(function == Expr.Fn.MAX, x, a);
            case MOD -> {
                if (x.length != 2) throw Undefined.HERE;
                yield a.minus(x[0], a.times(x[1], floor(a.over(x[0], x[1]), a, evaluation)));
            }
            case BINOMIAL, PERMUTATIONS -> {
                if (x.length != 2) throw Undefined.HERE;
                BigInteger n = evaluation.whole(x[0]);
                BigInteger k = evaluation.whole(x[1]);
                Cost cost = a.reals.cost;
                yield whole(
                        function == Expr.Fn.BINOMIAL
                                ? IntegerFunctions.binomial(n, k, cost)
                                : IntegerFunctions.permutations(n, k, cost),
                        a);
            }
            // Of whole numbers, which exact evaluation has dealt with.
            case GCD, LCM -> throw Undefined.HERE;
        };
    }

    private static Complex whole(BigInteger value, ComplexArithmetic a) {
        return Complex.of(a.reals.of(Rational.of(value)));
    }

    private static Complex tan(Complex x, ComplexArithmetic a) {
        Complex[] sc = a.sinCos(x);
        return a.over(sc[0], sc[1]);
    }

    private static Complex tanh(Complex x, ComplexArithmetic a) {
        Complex up = a.exp(new Complex(x.re().shifted(1), x.im().shifted(1)));
        return a.over(a.minus(up, Complex.ONE), a.plus(up, Complex.ONE));
    }

    private static Complex halfOf(Complex x) {
        return new Complex(x.re().shifted(-1), x.im().shifted(-1));
    }

    private static Complex floor(Complex x, ComplexArithmetic a, BallEvaluation evaluation) {
        BigInteger nearest = evaluation.nearest(x);
        if (nearest != null) return whole(nearest, a);
        if (x.im().isAwayFromZero() || x.re().magnitude() > a.reals.precision) throw Undefined.HERE;
        BigInteger below = a.reals.fixed(x.re(), 0);
        Ball rest = a.reals.minus(x.re(), new Ball(below, 0, Ball.EXACT));
        if (rest.radius() > -40) throw Undefined.HERE;
        return whole(below, a);
    }

    private static Complex best(boolean largest, Complex[] x, ComplexArithmetic a) {
        Complex best = x[0];
        for (Complex next : x) {
            if (next.im().isAwayFromZero()) throw Undefined.HERE;
            Ball ahead = a.reals.minus(next.re(), best.re());
            if (ahead.isAwayFromZero() && (ahead.signum() > 0) == largest) best = next;
        }
        return Complex.of(best.re());
    }
}
