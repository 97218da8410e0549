package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import dev.luffy.benchmarks.answer.expression.IntervalSets.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sets of numbers that solve conditions on one variable, where these are solved already or linear. */
final class SolutionSets {

    private static final Expr INFINITY = new Expr.Const(Expr.Const.Name.INFINITY);
    private static final Expr MINUS_INFINITY = new Expr.Negate(INFINITY);

    private final IntervalSets sets;
    private final ScalarComparison scalars;
    private final Cost cost = new Cost(100_000);

    SolutionSets(IntervalSets sets, ScalarComparison scalars) {
        this.sets = sets;
        this.scalars = scalars;
    }

    /**
     * The set, or null if it is not found. A list of conditions is their union, as in {@code x < 1 or x > 3}, unless that
     * would be everything; then it is what they have in common, as in {@code x > 1, x < 3}.
     */
    List<Piece> of(Form form) {
        if (form instanceof Form.Relation relation) return relation(relation);
        if (!(form instanceof Form.Group group) || group.bracket() != Form.Group.Bracket.NONE) return null;
        List<Piece> union = List.of();
        List<Piece> common = IntervalSets.everything();
        if (new Symbols(form).variables.size() != 1) return null;
        for (Form item : group.items()) {
            List<Piece> next = of(item);
            if (next == null) return null;
            union = sets.union(union, next);
            common = sets.intersection(common, next);
            if (union == null || common == null) return null;
        }
        return sets.same(union, IntervalSets.everything()) ? common : union;
    }

    private List<Piece> relation(Form.Relation written) {
        Form.Relation range = ofRange(written);
        Form.Relation relation = range == null ? written : range;
        if (new Symbols(relation).variables.size() != 1) return null;
        List<Piece> common = IntervalSets.everything();
        for (int i = 0;
                i < relation.operators().size() && i + 1 < relation.terms().size();
                i++) {
            Form left = relation.terms().get(i);
            Form right = relation.terms().get(i + 1);
            List<Piece> next = link(left, relation.operators().get(i), right);
            common = sets.intersection(common, next);
            if (common == null) return null;
        }
        return common;
    }

    private List<Piece> link(Form left, Comparator operator, Form right) {
        if (operator == Comparator.IN || operator == Comparator.NOT_IN) {
            if (!isVariable(left)) return null;
            List<Piece> set = sets.of(right, true);
            return operator == Comparator.IN ? set : sets.complement(set);
        }
        if (!(left instanceof Form.Scalar a) || !(right instanceof Form.Scalar b)) return null;
        if (isVariable(left) && isConstant(b.value())) return ray(operator, b.value());
        if (isVariable(right) && isConstant(a.value())) return ray(turned(operator), a.value());
        if (isAbsolute(a.value()) && isConstant(b.value())) return absolute(a.value(), operator, b.value());
        if (isAbsolute(b.value()) && isConstant(a.value())) return absolute(b.value(), turned(operator), a.value());
        return linear(new Expr.Sum(List.of(a.value(), new Expr.Negate(b.value()))), operator);
    }

    private static boolean isAbsolute(Expr e) {
        return e instanceof Expr.Call c && c.function() == Expr.Fn.ABS && !isConstant(e);
    }

    /** |a·x + b| next to a bound: both a·x + b and its negative are, or one of them. */
    private List<Piece> absolute(Expr absolute, Comparator operator, Expr bound) {
        Form inside = new Form.Scalar(((Expr.Call) absolute).arguments().get(0), Form.Unit.NONE);
        List<Piece> above = link(inside, operator, new Form.Scalar(bound, Form.Unit.NONE));
        List<Piece> below = link(inside, turned(operator), new Form.Scalar(new Expr.Negate(bound), Form.Unit.NONE));
        if (above == null || below == null) return null;
        return switch (operator) {
            case LESS, LESS_OR_EQUAL -> sets.intersection(above, below);
            case GREATER, GREATER_OR_EQUAL -> sets.union(above, below);
            default -> null;
        };
    }

    /** Whether a relation, or one in a list, bounds the value of a function. */
    static boolean isRange(Form form) {
        if (form instanceof Form.Group group) return group.items().stream().anyMatch(SolutionSets::isRange);
        return form instanceof Form.Relation relation && ofRange(relation) != null;
    }

    /** The range of f(x) in 0 < f(x) < 1, as conditions on one variable; null if what is bounded is no such value. */
    private static Form.Relation ofRange(Form.Relation relation) {
        Form bounded = null;
        for (Form term : relation.terms()) {
            if (!(term instanceof Form.Scalar s)) return null;
            if (isConstant(s.value())) continue;
            if (!(s.value() instanceof Expr.Apply) || bounded != null && !Tree.same(bounded, term)) return null;
            bounded = term;
        }
        if (bounded == null) return null;
        Form value = bounded;
        Form variable = new Form.Scalar(new Expr.Var("y"), Form.Unit.NONE);
        return new Form.Relation(
                relation.terms().stream()
                        .map(term -> Tree.same(term, value) ? variable : term)
                        .toList(),
                relation.operators());
    }

    private static boolean isVariable(Form form) {
        return form instanceof Form.Scalar s && s.value() instanceof Expr.Var;
    }

    private static boolean isConstant(Expr expression) {
        Symbols symbols = new Symbols(expression);
        return symbols.isConstant() && !symbols.plusMinus;
    }

    private static Comparator turned(Comparator operator) {
        return switch (operator) {
            case LESS -> Comparator.GREATER;
            case LESS_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
            case GREATER -> Comparator.LESS;
            case GREATER_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
            default -> operator;
        };
    }

    /** The numbers that stand in that relation to a bound. */
    private List<Piece> ray(Comparator operator, Expr bound) {
        if (scalars.order(bound, bound) == null) return null;
        return switch (operator) {
            case LESS -> List.of(new Piece(MINUS_INFINITY, false, bound, false));
            case LESS_OR_EQUAL -> List.of(new Piece(MINUS_INFINITY, false, bound, true));
            case GREATER -> List.of(new Piece(bound, false, INFINITY, false));
            case GREATER_OR_EQUAL -> List.of(new Piece(bound, true, INFINITY, false));
            case EQUAL -> List.of(IntervalSets.point(bound));
            case NOT_EQUAL -> sets.complement(List.of(IntervalSets.point(bound)));
            default -> null;
        };
    }

    /** Where a·x + b stands in that relation to 0, for rational a and b. */
    private List<Piece> linear(Expr difference, Comparator operator) {
        Symbols symbols = new Symbols(difference);
        if (symbols.variables.size() != 1 || symbols.unknownParts || symbols.irrationalDepth > 0) return null;
        List<Rational> values = new ArrayList<>();
        for (int x : new int[] {0, 1, 2, 7, -5}) {
            Rational value = value(difference, symbols.variables.first(), x);
            if (value == null) return null;
            values.add(value);
        }
        Rational start = values.get(0);
        Rational slope = values.get(1).minus(start);
        if (slope.signum() == 0
                || !values.get(2).equals(start.plus(slope.times(Rational.of(2))))
                || !values.get(3).equals(start.plus(slope.times(Rational.of(7))))
                || !values.get(4).equals(start.plus(slope.times(Rational.of(-5))))) return null;
        Expr root = new Expr.Num(start.negated().over(slope), false, 0);
        return ray(slope.signum() > 0 ? operator : turned(operator), root);
    }

    private Rational value(Expr expression, String variable, int x) {
        try {
            Exact value = new ExactEvaluation(Map.of(variable, Exact.of(Rational.of(x))), cost).of(expression);
            return value.isReal() ? value.re() : null;
        } catch (Undefined | Cost.TooCostly e) {
            return null;
        }
    }
}
