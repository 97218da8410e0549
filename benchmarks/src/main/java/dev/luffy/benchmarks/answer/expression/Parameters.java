package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import java.util.ArrayList;
import java.util.List;

/**
 * Families with a whole parameter, {@code kπ, k ∈ ℤ}: the parameter is bound, so its name says nothing, and where it
 * comes from may be left out.
 */
final class Parameters {

    /** Two answers, of which the second names its parameter as the first does. */
    record Pair(Form gold, Form response) {}

    /** An answer without the statement where its parameter comes from. */
    private record Family(Form form, Expr.Var parameter, Form domain) {}

    private Parameters() {}

    /** Both without their parameters' domains and with one name for it; null if there is nothing to be done. */
    static Pair aligned(Form gold, Form response) {
        Family first = family(gold);
        Family second = family(response);
        if (first == null && second == null) return null;
        if (first == null)
            return new Symbols(gold).variables.contains(second.parameter().name()) && isWhole(second)
                    ? new Pair(gold, second.form())
                    : null;
        if (second == null)
            return new Symbols(response).variables.contains(first.parameter().name()) && isWhole(first)
                    ? new Pair(first.form(), response)
                    : null;
        if (!first.domain().equals(second.domain())) return null;
        Expr.Var to = first.parameter();
        Expr.Var from = second.parameter();
        if (from.equals(to)) return new Pair(first.form(), second.form());
        if (new Symbols(second.form()).variables.contains(to.name())) return null;
        return new Pair(first.form(), Substitution.of(second.form(), e -> e.equals(from) ? to : null));
    }

    private static boolean isWhole(Family family) {
        return family.domain().equals(new Form.NamedSet('Z'));
    }

    private static Family family(Form form) {
        if (!(form instanceof Form.Group group) || group.bracket() != Form.Group.Bracket.NONE) return null;
        Expr.Var parameter = null;
        Form domain = null;
        List<Form> rest = new ArrayList<>();
        for (Form item : group.items()) {
            if (item instanceof Form.Relation r
                    && r.terms().size() == 2
                    && r.operators().get(0) == Comparator.IN
                    && r.terms().get(0) instanceof Form.Scalar s
                    && s.value() instanceof Expr.Var v
                    && r.terms().get(1) instanceof Form.NamedSet set
                    && (set.name() == 'Z' || set.name() == 'N')) {
                if (parameter != null && !parameter.equals(v)) return null;
                parameter = v;
                domain = set;
            } else rest.add(item);
        }
        if (parameter == null || rest.isEmpty()) return null;
        Form family = rest.size() == 1 ? rest.get(0) : new Form.Group(Form.Group.Bracket.NONE, rest);
        return new Symbols(family).variables.contains(parameter.name()) ? new Family(family, parameter, domain) : null;
    }
}
