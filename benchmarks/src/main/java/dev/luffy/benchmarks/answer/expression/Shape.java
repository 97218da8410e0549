package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether an answer has as many parts everywhere as its kind must have; one that has not is only ever the same as itself. */
final class Shape {

    private static final Set<Expr.Fn> OF_TWO = EnumSet.of(Expr.Fn.BINOMIAL, Expr.Fn.PERMUTATIONS, Expr.Fn.MOD);
    private static final Set<Expr.Fn> OF_ANY = EnumSet.of(Expr.Fn.GCD, Expr.Fn.LCM, Expr.Fn.MIN, Expr.Fn.MAX);

    private Shape() {}

    /** The tree must {@link Tree#fits fit}. */
    static boolean isWhole(Form form) {
        Deque<Object> open = new ArrayDeque<>(List.of(form));
        while (!open.isEmpty()) {
            Object node = open.pop();
            if (!isWholeHere(node)) return false;
            Tree.children(node).forEach(open::push);
        }
        return true;
    }

    private static boolean isWholeHere(Object node) {
        if (node instanceof Expr.Var v) return !v.name().isEmpty();
        if (node instanceof Expr.Sum s) return !s.terms().isEmpty();
        if (node instanceof Expr.Product p) return !p.factors().isEmpty();
        if (node instanceof Expr.Call c)
            return isWhole(c.function(), c.arguments().size());
        if (node instanceof Form.Combined c) return !c.sets().isEmpty();
        if (node instanceof Form.Relation r)
            return r.terms().size() >= 2 && r.operators().size() == r.terms().size() - 1;
        if (node instanceof Form.Cases c)
            return !c.values().isEmpty() && c.values().size() == c.conditions().size();
        if (node instanceof Form.Ratio r) return r.parts().size() >= 2;
        if (!(node instanceof Form.Matrix m)) return true;
        if (m.rows().isEmpty() || m.rows().get(0).isEmpty()) return false;
        for (List<Expr> row : m.rows()) if (row.size() != m.rows().get(0).size()) return false;
        return true;
    }

    private static boolean isWhole(Expr.Fn function, int arguments) {
        if (OF_TWO.contains(function)) return arguments == 2;
        if (OF_ANY.contains(function)) return arguments >= 1;
        return arguments == 1 || function == Expr.Fn.LOG && arguments == 2;
    }
}
