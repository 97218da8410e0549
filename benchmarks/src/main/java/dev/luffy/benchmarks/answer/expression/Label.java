package dev.luffy.benchmarks.answer.expression;

import dev.luffy.benchmarks.answer.expression.Form.Relation.Comparator;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer with its name: x in {@code x = 5}, f(x) in {@code f(x) = 2x}, AB in {@code |AB| = 1}. The name says what was
 * asked, so {@code x = 5} answers what 5 answers; {@code 2x + z = 1} has no name and does not answer what 1 answers.
 *
 * @param name what stands on the left
 * @param value what stands on the right, of a chain at its end
 */
record Label(Form name, Form value) {

    /** The name and the value of an answer, or null if it has no name. */
    static Label of(Form form) {
        if (!(form instanceof Form.Relation relation) || relation.terms().size() < 2) return null;
        for (Comparator operator : relation.operators()) {
            boolean equal = operator == Comparator.EQUAL || operator == Comparator.APPROXIMATELY;
            if (!equal && !(operator == Comparator.IN && relation.terms().size() == 2)) return null;
        }
        Form name = relation.terms().get(0);
        Form value = relation.terms().get(relation.terms().size() - 1);
        return isName(name) ? new Label(name, value) : null;
    }

    /** The labels of (x, y) = (3, 2), of a list of named answers, or of one; null if an answer has none. */
    static List<Label> all(Form form) {
        if (!(form instanceof Form.Group group) || group.bracket() == Form.Group.Bracket.ROUND) {
            Label one = of(form);
            if (one == null) return null;
            if (one.name() instanceof Form.Group names
                    && one.value() instanceof Form.Group values
                    && names.items().size() == values.items().size()) {
                List<Label> labels = new ArrayList<>();
                for (int i = 0; i < names.items().size(); i++)
                    labels.add(new Label(names.items().get(i), values.items().get(i)));
                return labels;
            }
            return List.of(one);
        }
        List<Label> labels = new ArrayList<>();
        Form name = null;
        List<Label> tuple = List.of();
        for (Form item : group.items()) {
            List<Label> here = all(item);
            if (here != null) {
                labels.addAll(here);
                name = here.size() == 1 ? here.get(0).name() : null;
                tuple = here;
            } else if (tuple.size() > 1
                    && item instanceof Form.Group values
                    && values.bracket() == Form.Group.Bracket.ROUND
                    && values.items().size() == tuple.size()) {
                // (p, q) = (5, 2), (7, 2)
                for (int i = 0; i < tuple.size(); i++)
                    labels.add(new Label(tuple.get(i).name(), values.items().get(i)));
            } else if (name != null && item instanceof Form.Scalar) {
                // n = 2, 3, 4
                labels.add(new Label(name, item));
            } else return null;
        }
        return labels.isEmpty() ? null : labels;
    }

    /**
     * Named values as the solutions they are, where the same names come round again: p = 5, q = 2; p = 7, q = 2 are two
     * pairs. Each with its names in the order of the first; null if the names do not come round.
     */
    static List<List<Label>> solutions(List<Label> labels) {
        int width = 1;
        while (width < labels.size() && !labels.get(width).isNamed(labels.get(0))) width++;
        if (width < 2 || width == labels.size() || labels.size() % width != 0) return null;
        List<List<Label>> solutions = new ArrayList<>();
        for (int from = 0; from < labels.size(); from += width) {
            List<Label> solution = new ArrayList<>();
            for (Label name : labels.subList(0, width))
                for (Label label : labels.subList(from, from + width)) if (label.isNamed(name)) solution.add(label);
            if (solution.size() != width) return null;
            solutions.add(solution);
        }
        return solutions;
    }

    /** The values of named values, as a tuple. */
    static Form tuple(List<Label> labels) {
        return new Form.Group(
                Form.Group.Bracket.ROUND, labels.stream().map(Label::value).toList());
    }

    private boolean isNamed(Label other) {
        return Tree.same(name, other.name);
    }

    /** Whether no two of them have the same name. */
    static boolean allDiffer(List<Label> labels) {
        for (int i = 0; i < labels.size(); i++)
            for (int j = 0; j < i; j++) if (labels.get(i).isNamed(labels.get(j))) return false;
        return true;
    }

    private static boolean isName(Form form) {
        if (form instanceof Form.Text) return true;
        if (form instanceof Form.Group group) {
            for (Form item : group.items()) if (!isName(item)) return false;
            return !group.items().isEmpty();
        }
        if (form instanceof Form.Ratio ratio) return ratio.parts().stream().allMatch(Label::isName);
        return form instanceof Form.Scalar s && s.unit().equals(Form.Unit.NONE) && isName(s.value());
    }

    private static boolean isName(Expr e) {
        if (e instanceof Expr.Var || e instanceof Expr.Apply || e instanceof Expr.Opaque) return true;
        if (e instanceof Expr.Product p
                && p.factors().size() == 2
                && p.factors().get(0) instanceof Expr.Var v
                && v.name().equalsIgnoreCase("delta")) return p.factors().get(1) instanceof Expr.Var;
        return isGeometric(e)
                || e instanceof Expr.Quotient q && isDifferential(q.numerator()) && isDifferential(q.denominator());
    }

    /** Names of points and lines, |AB|, and ratios of them, NO/BO: capital letters only. */
    private static boolean isGeometric(Expr e) {
        if (e instanceof Expr.Var v) return Character.isUpperCase(v.name().charAt(0));
        if (e instanceof Expr.Const) return true;
        if (e instanceof Expr.Quotient q) return isGeometric(q.numerator()) && isGeometric(q.denominator());
        if (e instanceof Expr.Call c)
            return c.function() == Expr.Fn.ABS
                    && c.arguments().size() == 1
                    && isGeometric(c.arguments().get(0));
        if (!(e instanceof Expr.Product p)) return false;
        for (Expr factor : p.factors()) if (!isGeometric(factor)) return false;
        return true;
    }

    /** dx, d²y. */
    private static boolean isDifferential(Expr e) {
        if (!(e instanceof Expr.Product p))
            return e instanceof Expr.Var v && v.name().startsWith("d");
        Expr first = p.factors().get(0) instanceof Expr.Power power
                ? power.base()
                : p.factors().get(0);
        return first instanceof Expr.Var v
                && v.name().equals("d")
                && p.factors().size() <= 3;
    }

    /** Whether two names may stand for the same: the same, words, f(x) and y, W(n) and W(x). */
    boolean mayMean(Label other) {
        if (Tree.same(name, other.name) || name instanceof Form.Text || other.name instanceof Form.Text) return true;
        String function = function(name);
        String otherFunction = function(other.name);
        if (function != null && otherFunction != null) return function.equals(otherFunction);
        return function != null && isY(other.name) || otherFunction != null && isY(name);
    }

    private static String function(Form name) {
        return name instanceof Form.Scalar s && s.value() instanceof Expr.Apply a ? a.name() : null;
    }

    private static boolean isY(Form name) {
        return name instanceof Form.Scalar s
                && s.value() instanceof Expr.Var v
                && v.name().equals("y");
    }

    /** The letter before a subscript: x of x_1; else the whole name. */
    static String stem(Form name) {
        if (name instanceof Form.Scalar s && s.value() instanceof Expr.Var v) {
            int at = v.name().indexOf('_');
            return at > 0 ? v.name().substring(0, at) : v.name();
        }
        if (name instanceof Form.Scalar s && s.value() instanceof Expr.Apply a) return a.name() + "()";
        return Wording.of(name);
    }
}
