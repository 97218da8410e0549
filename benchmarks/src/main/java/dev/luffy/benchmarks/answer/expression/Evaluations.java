package dev.luffy.benchmarks.answer.expression;

import java.util.IdentityHashMap;
import java.util.Map;

/** What one comparison has computed so far, and what it may still spend. */
final class Evaluations {

    /** Of every first evaluation, in bits: 77 digits. */
    static final int PRECISION = 256;

    /** So many roots within one another do not yet need more. */
    private static final int FEW = 16;

    /** The precision to start with where roots and functions are nested that deep: each may hide a few bits more. */
    static int precision(int irrationalDepth) {
        return PRECISION + 4 * Math.max(0, irrationalDepth - FEW);
    }

    final Cost cost;

    private final Map<Expr, Object> exact = new IdentityHashMap<>();
    private final Map<Expr, Symbols> symbols = new IdentityHashMap<>();
    private final Map<Expr, Object> approximate = new IdentityHashMap<>();

    Evaluations(Cost cost) {
        this.cost = cost;
    }

    /** What occurs in an expression. */
    Symbols symbols(Expr expression) {
        return symbols.computeIfAbsent(expression, e -> {
            Symbols all = new Symbols(e);
            cost.charge(20);
            return all;
        });
    }

    /** The exact value of an expression without variables, or null if it has none that is found. */
    Exact exact(Expr constant) {
        Object known = exact.get(constant);
        if (known == null) {
            known = computeExact(constant);
            exact.put(constant, known);
        }
        return known instanceof Exact value ? value : null;
    }

    private Object computeExact(Expr constant) {
        try {
            return new ExactEvaluation(Map.of(), cost).of(constant);
        } catch (Undefined e) {
            return e;
        }
    }

    /** A value to {@link #PRECISION} if that precision is known to show all of it. */
    record Approximation(Complex value, boolean complete) {}

    /** The approximate value of an expression without variables, or null if it has none. */
    Approximation approximate(Expr constant) {
        Object known = approximate.get(constant);
        if (known == null) {
            known = computeApproximation(constant);
            approximate.put(constant, known);
        }
        return known instanceof Approximation value ? value : null;
    }

    private Object computeApproximation(Expr constant) {
        BallEvaluation evaluation = new BallEvaluation(Map.of(), PRECISION, false, false, cost);
        try {
            Complex value = evaluation.of(constant);
            boolean complete = evaluation.needed() <= PRECISION && symbols(constant).irrationalDepth <= FEW;
            return new Approximation(value, complete);
        } catch (Undefined e) {
            return e;
        }
    }
}
