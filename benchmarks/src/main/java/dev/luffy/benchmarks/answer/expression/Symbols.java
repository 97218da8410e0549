package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What occurs in an expression or a form: variables, functions, decimals. */
final class Symbols {

    private static final Set<Expr.Fn> OF_WHOLE_NUMBERS =
            EnumSet.of(Expr.Fn.BINOMIAL, Expr.Fn.PERMUTATIONS, Expr.Fn.GCD, Expr.Fn.LCM, Expr.Fn.MOD);
    private static final Set<Expr.Fn> OF_COMPLEX_NUMBERS = EnumSet.of(Expr.Fn.CONJUGATE, Expr.Fn.RE, Expr.Fn.IM);

    private static final Set<Expr.Fn> PIECEWISE =
            EnumSet.of(Expr.Fn.ABS, Expr.Fn.FLOOR, Expr.Fn.CEIL, Expr.Fn.MIN, Expr.Fn.MAX);

    final SortedSet<String> variables = new TreeSet<>();
    boolean wholeNumbers;
    boolean complexNumbers;
    boolean piecewise;
    boolean imaginaryUnit;
    boolean decimals;
    boolean roundedDecimals;
    boolean infinity;
    boolean plusMinus;
    boolean unknownParts;
    /** How many roots, powers and functions are within one another at most. */
    int irrationalDepth;

    Symbols(Object... roots) {
        Deque<Object> open = new ArrayDeque<>();
        Deque<Integer> depths = new ArrayDeque<>();
        for (Object root : roots) {
            open.push(root);
            depths.push(0);
        }
        while (!open.isEmpty()) {
            Object node = open.pop();
            int depth = depths.pop();
            if (see(node)) irrationalDepth = Math.max(irrationalDepth, ++depth);
            for (Object child : Tree.children(node)) {
                open.push(child);
                depths.push(depth);
            }
        }
    }

    /** Whether the node may make something irrational of rational parts. */
    private boolean see(Object node) {
        if (node instanceof Expr.Var v) variables.add(v.name());
        else if (node instanceof Expr.Num n) {
            decimals |= n.decimal();
            roundedDecimals |= Decimals.isRounded(n);
        } else if (node instanceof Expr.Const c) {
            imaginaryUnit |= c.name() == Expr.Const.Name.I;
            infinity |= c.name() == Expr.Const.Name.INFINITY;
        } else if (node instanceof Expr.PlusMinus) plusMinus = true;
        else if (node instanceof Expr.Apply || node instanceof Expr.Opaque) unknownParts = true;
        else if (node instanceof Expr.Factorial) wholeNumbers = true;
        else if (node instanceof Expr.Call c) {
            wholeNumbers |= OF_WHOLE_NUMBERS.contains(c.function());
            piecewise |= PIECEWISE.contains(c.function());
            complexNumbers |= OF_COMPLEX_NUMBERS.contains(c.function());
            return true;
        }
        return node instanceof Expr.Root || node instanceof Expr.Power p && !(p.exponent() instanceof Expr.Num);
    }

    /** Whether there is nothing to put a number for. */
    boolean isConstant() {
        return variables.isEmpty() && !unknownParts;
    }
}
