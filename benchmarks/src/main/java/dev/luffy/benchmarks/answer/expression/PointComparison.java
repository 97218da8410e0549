package dev.luffy.benchmarks.answer.expression;

import java.util.Map;

/** Whether two expressions have the same value where every variable has one: exactly if both are rational, else to many digits. */
final class PointComparison {

    /** What there is to see at one point. */
    enum At {
        SAME,
        DIFFERENT,
        /** At least one of the two has no value here. */
        NO_VALUE
    }

    /** Of agreement, in bits, before two values that cannot be told apart count as one: 48 digits. */
    private static final int AGREEMENT = 160;

    /** Beyond this precision, in bits, the budget has ended anyway. */
    private static final long MAX_PRECISION = 60_000;

    private final Map<String, Exact> variables;
    private final boolean realOnly;
    private final Cost cost;

    PointComparison(Map<String, Exact> variables, boolean realOnly, Cost cost) {
        this.variables = variables;
        this.realOnly = realOnly;
        this.cost = cost;
    }

    /**
     * Compares.
     *
     * @param precision to start with, in bits; raised until every written digit and every term counts
     */
    At compare(Expr left, Expr right, int precision) {
        Object a = exact(left);
        if (a == At.NO_VALUE) return At.NO_VALUE;
        Object b = exact(right);
        if (b == At.NO_VALUE) return At.NO_VALUE;
        if (a != null && b != null) return a.equals(b) ? At.SAME : At.DIFFERENT;
        return approximately(left, right, precision);
    }

    /** The exact value, NO_VALUE, or null if it is not known. */
    private Object exact(Expr expression) {
        try {
            Exact value = new ExactEvaluation(variables, cost).of(expression);
            return realOnly && !value.isReal() ? At.NO_VALUE : value;
        } catch (Undefined e) {
            return e == Undefined.HERE ? At.NO_VALUE : null;
        }
    }

    private At approximately(Expr left, Expr right, int start) {
        long precision = start;
        while (precision <= MAX_PRECISION) {
            BallEvaluation evaluation = new BallEvaluation(variables, (int) precision, realOnly, false, cost);
            try {
                Complex a = evaluation.of(left);
                Complex b = evaluation.of(right);
                Complex rest = evaluation.arithmetic().minus(a, b);
                if (rest.isAwayFromZero()) return At.DIFFERENT;
                if (agree(a, b, rest) && evaluation.needed() <= precision) return At.SAME;
            } catch (Undefined e) {
                return At.NO_VALUE;
            }
            precision = Math.max(2 * precision, evaluation.needed() + 64);
        }
        throw Cost.TooCostly.HERE;
    }

    /** Whether values that cannot be told apart are known well enough to be called the same. */
    private static boolean agree(Complex a, Complex b, Complex rest) {
        long size = Math.max(a.magnitude(), b.magnitude());
        boolean bothMayBeZero = !a.isAwayFromZero() && !b.isAwayFromZero();
        return rest.radius() <= (bothMayBeZero ? 0 : size) - AGREEMENT;
    }
}
