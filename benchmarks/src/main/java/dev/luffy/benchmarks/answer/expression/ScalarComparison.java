package dev.luffy.benchmarks.answer.expression;

import java.util.Map;

/** Whether two expressions have the same value, as far as the rules on decimals ask. */
final class ScalarComparison {

    private final Evaluations evaluations;
    private final Rules.Decimals decimals;
    private final Rational tolerance;
    private final boolean ownTolerance;

    /** @param goldTolerance the data set's own, or empty */
    ScalarComparison(Evaluations evaluations, Rules rules, String goldTolerance) {
        this.evaluations = evaluations;
        Rational own = goldTolerance.isBlank() ? null : Decimals.parse(goldTolerance);
        this.ownTolerance = own != null;
        Rational general = Decimals.parse(rules.tolerance());
        this.tolerance = ownTolerance ? own : general == null ? Rational.ZERO : general;
        this.decimals = rules.decimals();
    }

    /** Whether they are the same, decimals standing for what the rules say. */
    boolean same(Expr gold, Expr response) {
        if (gold instanceof Expr.Num a && response instanceof Expr.Num b && !a.decimal() && !b.decimal()) {
            evaluations.cost.charge(4);
            return ownTolerance ? nearConstants(a, b, false) : a.value().equals(b.value());
        }
        if (Tree.same(gold, response)) return true;
        Symbols g = evaluations.symbols(gold);
        Symbols r = evaluations.symbols(response);
        if (g.infinity || r.infinity) return infinity(gold) != 0 && infinity(gold) == infinity(response);
        if (g.unknownParts || r.unknownParts) {
            UnknownParts parts = new UnknownParts(this);
            return same(parts.named(gold), parts.named(response));
        }
        if (g.isConstant() && r.isConstant())
            return sameConstants(gold, response) || nearConstants(gold, response, g.decimals || r.decimals);
        evaluations.cost.charge(200);
        Symbols both = new Symbols(gold, response);
        IdentityTest test = new IdentityTest(evaluations.cost);
        if (test.same(gold, response, both)) return true;
        return both.decimals && test.holds(both, (point, realOnly) -> near(gold, response, point, realOnly));
    }

    /** Whether two expressions without variables have exactly the same value. */
    boolean sameConstants(Expr left, Expr right) {
        Exact a = evaluations.exact(left);
        Exact b = evaluations.exact(right);
        if (a != null && b != null) return a.equals(b);
        if (apart(left, right)) return false;
        int depth = Math.max(evaluations.symbols(left).irrationalDepth, evaluations.symbols(right).irrationalDepth);
        return new PointComparison(Map.of(), false, evaluations.cost).compare(left, right, Evaluations.precision(depth))
                == PointComparison.At.SAME;
    }

    /** Whether a first evaluation shows that they differ; it is remembered, for lists. */
    private boolean apart(Expr left, Expr right) {
        Evaluations.Approximation a = evaluations.approximate(left);
        Evaluations.Approximation b = evaluations.approximate(right);
        if (a == null || b == null) return true;
        ComplexArithmetic arithmetic =
                new ComplexArithmetic(new BallArithmetic(Evaluations.PRECISION, evaluations.cost), false);
        return arithmetic.minus(a.value(), b.value()).isAwayFromZero();
    }

    private boolean nearConstants(Expr gold, Expr response, boolean decimalWritten) {
        if (ownTolerance) return within(gold, response, tolerance, false);
        if (!decimalWritten || isWholeNumber(gold)) return false;
        return switch (decimals) {
            case EXACT -> false;
            case ABSOLUTE -> within(gold, response, tolerance, false);
            case RELATIVE -> within(gold, response, tolerance, true);
            case SHOWN_PRECISION ->
                roundsTo(response, gold) || roundsTo(gold, response) || roundsToShort(response, gold);
        };
    }

    private boolean roundsTo(Expr value, Expr decimal) {
        Expr.Num shown = Decimals.whole(decimal);
        return shown != null && Decimals.isRounded(shown) && within(shown, value, Decimals.halfPlace(shown), false);
    }

    /** 0.290243 for a gold 0.29: within a thousandth, and rounding to it. */
    private boolean roundsToShort(Expr response, Expr gold) {
        Expr.Num shown = Decimals.whole(gold);
        return shown != null
                && Decimals.isShort(shown)
                && within(shown, response, Decimals.halfPlace(shown), false)
                && within(shown, response, Decimals.THOUSANDTH, true);
    }

    /** Whether a gold answer is a whole number, not one that was rounded to tens or hundreds. */
    private boolean isWholeNumber(Expr gold) {
        Expr.Num shown = Decimals.whole(gold);
        if (shown != null) return shown.value().isInteger() && shown.place() <= 0;
        if (evaluations.symbols(gold).decimals) return false;
        Exact exact = evaluations.exact(gold);
        return exact != null && exact.isInteger();
    }

    /** Whether |gold − response| is at most the bound, or the bound times |gold|. */
    private boolean within(Expr gold, Expr response, Rational bound, boolean relative) {
        Exact a = evaluations.exact(gold);
        Exact b = evaluations.exact(response);
        if (a != null && b != null && a.isReal() && b.isReal()) {
            Rational limit = relative ? bound.times(a.re().abs()) : bound;
            return a.re().minus(b.re()).abs().compareTo(limit) <= 0;
        }
        Evaluations.Approximation x = evaluations.approximate(gold);
        Evaluations.Approximation y = evaluations.approximate(response);
        return x != null && y != null && within(x.value(), y.value(), bound, relative);
    }

    private boolean within(Complex gold, Complex response, Rational bound, boolean relative) {
        BallArithmetic reals = new BallArithmetic(Evaluations.PRECISION, evaluations.cost);
        ComplexArithmetic arithmetic = new ComplexArithmetic(reals, false);
        Ball limit = reals.of(bound);
        if (relative) limit = reals.times(limit, arithmetic.abs(gold));
        Ball excess = reals.minus(arithmetic.abs(arithmetic.minus(gold, response)), limit);
        return excess.signum() <= 0 || !excess.isAwayFromZero();
    }

    /** At a point, with every decimal standing for what the rules say. */
    private PointComparison.At near(Expr gold, Expr response, Map<String, Exact> point, boolean realOnly) {
        boolean rounded = !ownTolerance && decimals == Rules.Decimals.SHOWN_PRECISION;
        if (!ownTolerance && decimals == Rules.Decimals.EXACT) return PointComparison.At.DIFFERENT;
        BallEvaluation evaluation =
                new BallEvaluation(point, Evaluations.PRECISION, realOnly, rounded, evaluations.cost);
        try {
            Complex a = evaluation.of(gold);
            Complex b = evaluation.of(response);
            boolean same = rounded
                    ? meet(a, b, evaluation.arithmetic())
                    : within(a, b, tolerance, !ownTolerance && decimals == Rules.Decimals.RELATIVE);
            return same ? PointComparison.At.SAME : PointComparison.At.DIFFERENT;
        } catch (Undefined e) {
            return PointComparison.At.NO_VALUE;
        }
    }

    /** Whether two values may be the same and are known to a hundredth at least. */
    private static boolean meet(Complex a, Complex b, ComplexArithmetic arithmetic) {
        Complex rest = arithmetic.minus(a, b);
        return !rest.isAwayFromZero() && rest.radius() < Math.max(a.magnitude(), b.magnitude()) - 6;
    }

    /** 1 for ∞, −1 for −∞, 0 for anything else. */
    static int infinity(Expr expression) {
        if (expression instanceof Expr.Const c) return c.name() == Expr.Const.Name.INFINITY ? 1 : 0;
        if (expression instanceof Expr.Negate n) return -infinity(n.operand());
        return 0;
    }

    /**
     * Which of two numbers is larger: 1 if the first is, −1 if the second is, 0 if they are the same.
     *
     * @return null if they cannot be compared
     */
    Integer order(Expr left, Expr right) {
        int a = infinity(left);
        int b = infinity(right);
        if (a != 0 || b != 0) return Integer.compare(a, b);
        if (!evaluations.symbols(left).isConstant()
                || !evaluations.symbols(right).isConstant()) return null;
        Exact x = evaluations.exact(left);
        Exact y = evaluations.exact(right);
        if (x != null && y != null) return x.isReal() && y.isReal() ? (Integer) x.re().compareTo(y.re()) : null;
        if (sameConstants(left, right)) return 0;
        Evaluations.Approximation p = evaluations.approximate(left);
        Evaluations.Approximation q = evaluations.approximate(right);
        if (p == null || q == null) return null;
        Complex rest = new ComplexArithmetic(new BallArithmetic(Evaluations.PRECISION, evaluations.cost), false)
                .minus(p.value(), q.value());
        return rest.isReal() && rest.re().isAwayFromZero() ? (Integer) rest.re().signum() : null;
    }
}
