package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names for the parts that are not computed, so that f(x) + 1 is 1 + f(x): equal parts get equal names. */
final class UnknownParts {

    private final ScalarComparison scalars;
    private final Map<String, List<Expr.Apply>> seen = new HashMap<>();

    UnknownParts(ScalarComparison scalars) {
        this.scalars = scalars;
    }

    /** The expression with a variable for each such part. */
    Expr named(Expr expression) {
        return Substitution.of(expression, part -> {
            // No variable that was read has such a name.
            if (part instanceof Expr.Opaque o) return new Expr.Var("\u0001" + o.text());
            if (part instanceof Expr.Apply a) return new Expr.Var("\u0002" + a.name() + "\u0002" + number(a));
            return null;
        });
    }

    private int number(Expr.Apply apply) {
        List<Expr.Apply> known = seen.computeIfAbsent(apply.name(), name -> new ArrayList<>());
        for (int i = 0; i < known.size(); i++) {
            if (sameArguments(known.get(i).arguments(), apply.arguments())) return i;
        }
        known.add(apply);
        return known.size() - 1;
    }

    private boolean sameArguments(List<Expr> left, List<Expr> right) {
        if (left.size() != right.size()) return false;
        for (int i = 0; i < left.size(); i++) if (!scalars.same(left.get(i), right.get(i))) return false;
        return true;
    }
}
