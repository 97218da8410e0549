package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Whether two relations say the same: chains link by link, equations if what they set to zero differs by a constant
 * factor only, inequalities if that factor has the right sign.
 */
final class Relations {

    private static final int TRIES = 6;

    /** One link of a chain. */
    private record Link(Form left, Comparator operator, Form right) {}

    private final ScalarComparison scalars;
    private final BiPredicate<Form, Form> forms;
    private final Cost cost;

    /** @param forms whether two forms are the same */
    Relations(ScalarComparison scalars, BiPredicate<Form, Form> forms, Cost cost) {
        this.scalars = scalars;
        this.forms = forms;
        this.cost = cost;
    }

    boolean same(Form.Relation gold, Form.Relation response) {
        return same(List.of(gold), List.of(response));
    }

    /** Whether two lists of relations consist of the same links. */
    boolean same(List<Form.Relation> gold, List<Form.Relation> response) {
        List<Link> left = links(gold);
        List<Link> right = links(response);
        return left.size() == right.size()
                && Matching.unmatched(left.size(), (i, j) -> same(left.get(i), right.get(j)), cost) < 0;
    }

    private static List<Link> links(List<Form.Relation> relations) {
        List<Link> links = new ArrayList<>();
        for (Form.Relation relation : relations) {
            List<Form> terms = relation.terms();
            Label label = terms.size() > 2 ? Label.of(relation) : null;
            if (label != null) {
                links.add(new Link(label.name(), Comparator.EQUAL, label.value()));
                continue;
            }
            for (int i = 0; i + 1 < terms.size() && i < relation.operators().size(); i++)
                links.add(upwards(new Link(terms.get(i), relation.operators().get(i), terms.get(i + 1))));
        }
        return links;
    }

    /** With the larger side on the right. */
    private static Link upwards(Link link) {
        return switch (link.operator()) {
            case GREATER -> new Link(link.right(), Comparator.LESS, link.left());
            case GREATER_OR_EQUAL -> new Link(link.right(), Comparator.LESS_OR_EQUAL, link.left());
            case APPROXIMATELY -> new Link(link.left(), Comparator.EQUAL, link.right());
            default -> link;
        };
    }

    private boolean same(Link a, Link b) {
        if (a.operator() != b.operator()) return false;
        return switch (a.operator()) {
            case IN, NOT_IN, SUBSET -> forms.test(a.left(), b.left()) && forms.test(a.right(), b.right());
            case CONGRUENT -> congruent(a, b);
            case LESS, LESS_OR_EQUAL -> sides(a, b) || proportional(a, b, true);
            default ->
                sides(a, b)
                        || forms.test(a.left(), b.right()) && forms.test(a.right(), b.left())
                        || proportional(a, b, false);
        };
    }

    private boolean sides(Link a, Link b) {
        return forms.test(a.left(), b.left()) && forms.test(a.right(), b.right());
    }

    /** Whether left − right of the one is a constant multiple of that of the other. */
    private boolean proportional(Link a, Link b, boolean positive) {
        Expr first = difference(a);
        Expr second = difference(b);
        if (first == null || second == null) return false;
        UnknownParts parts = new UnknownParts(scalars);
        first = parts.named(first);
        second = parts.named(second);
        Symbols symbols = new Symbols(first, second);
        if (symbols.variables.isEmpty() || symbols.infinity || symbols.plusMinus) return false;
        Expr.Num zero = new Expr.Num(Rational.ZERO, false, 0);
        for (int i = 0; i < TRIES; i++) {
            Samples.Region region = symbols.wholeNumbers ? Samples.Region.WHOLE : Samples.Region.POSITIVE;
            Map<String, Exact> point = Samples.point(symbols.variables, region, 1_000 + i);
            Expr firstHere = at(first, point);
            Expr secondHere = at(second, point);
            if (!hasSign(firstHere) || !hasSign(secondHere)) continue;
            Expr product = new Expr.Product(List.of(firstHere, secondHere));
            Integer sign = positive ? scalars.order(product, zero) : (Integer) 1;
            if (sign == null || sign <= 0) return false;
            return scalars.same(
                    new Expr.Product(List.of(first, secondHere)), new Expr.Product(List.of(second, firstHere)));
        }
        return false;
    }

    private boolean hasSign(Expr constant) {
        Integer sign = scalars.order(constant, new Expr.Num(Rational.ZERO, false, 0));
        return sign != null && sign != 0;
    }

    /** Left − right, or null if they are no numbers. */
    private static Expr difference(Link link) {
        if (link.operator() == Comparator.EQUAL
                && (link.left() instanceof Form.Ratio || link.right() instanceof Form.Ratio))
            return crossed(Times.parts(link.left()), Times.parts(link.right()));
        if (!(link.left() instanceof Form.Scalar left) || !(link.right() instanceof Form.Scalar right)) return null;
        return new Expr.Sum(List.of(left.value(), new Expr.Negate(right.value())));
    }

    /** a·d − b·c of a : b = c : d. */
    private static Expr crossed(List<Expr> left, List<Expr> right) {
        if (left == null || right == null || left.size() != 2 || right.size() != 2) return null;
        return new Expr.Sum(List.of(
                new Expr.Product(List.of(left.get(0), right.get(1))),
                new Expr.Negate(new Expr.Product(List.of(left.get(1), right.get(0))))));
    }

    private static Expr at(Expr expression, Map<String, Exact> point) {
        return Substitution.of(
                expression,
                part -> part instanceof Expr.Var v && point.containsKey(v.name())
                        ? new Expr.Num(point.get(v.name()).re(), false, 0)
                        : null);
    }

    /** x ≡ 1 (mod 5) and x ≡ 6 (mod 5). */
    private boolean congruent(Link a, Link b) {
        if (!forms.test(a.left(), b.left())) return false;
        if (forms.test(a.right(), b.right())) return true;
        Expr.Call first = remainder(a.right());
        Expr.Call second = remainder(b.right());
        if (first == null || second == null) return false;
        Expr modulus = first.arguments().get(1);
        if (!scalars.same(modulus, second.arguments().get(1))) return false;
        return scalars.same(
                new Expr.Call(Expr.Fn.MOD, List.of(first.arguments().get(0), modulus)),
                new Expr.Call(Expr.Fn.MOD, List.of(second.arguments().get(0), modulus)));
    }

    private static Expr.Call remainder(Form form) {
        return form instanceof Form.Scalar s
                        && s.value() instanceof Expr.Call c
                        && c.function() == Expr.Fn.MOD
                        && c.arguments().size() == 2
                ? c
                : null;
    }
}
