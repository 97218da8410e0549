package dev.luffy.benchmarks.answer.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers with some of their parts replaced. */
final class Substitution {

    private Substitution() {}

    /** The expression with every part for which the operator returns one replaced; null descends. */
    static Expr of(Expr e, UnaryOperator<Expr> replacement) {
        Expr replaced = replacement.apply(e);
        if (replaced != null) return replaced;
        if (e instanceof Expr.Sum s) return new Expr.Sum(all(s.terms(), replacement));
        if (e instanceof Expr.Product p) return new Expr.Product(all(p.factors(), replacement));
        if (e instanceof Expr.Negate n) return new Expr.Negate(of(n.operand(), replacement));
        if (e instanceof Expr.Quotient q)
            return new Expr.Quotient(of(q.numerator(), replacement), of(q.denominator(), replacement));
        if (e instanceof Expr.Power p) return new Expr.Power(of(p.base(), replacement), of(p.exponent(), replacement));
        if (e instanceof Expr.Root r) return new Expr.Root(of(r.radicand(), replacement), of(r.index(), replacement));
        if (e instanceof Expr.Factorial f) return new Expr.Factorial(of(f.operand(), replacement));
        if (e instanceof Expr.PlusMinus p)
            return new Expr.PlusMinus(of(p.left(), replacement), of(p.right(), replacement), p.upper());
        if (e instanceof Expr.Call c) return new Expr.Call(c.function(), all(c.arguments(), replacement));
        if (e instanceof Expr.Apply a) return new Expr.Apply(a.name(), all(a.arguments(), replacement));
        return e;
    }

    private static List<Expr> all(List<Expr> expressions, UnaryOperator<Expr> replacement) {
        List<Expr> result = new ArrayList<>(expressions.size());
        for (Expr e : expressions) result.add(of(e, replacement));
        return result;
    }

    /** The form with every expression in it so treated. */
    static Form of(Form form, UnaryOperator<Expr> replacement) {
        if (form instanceof Form.Scalar s) return new Form.Scalar(of(s.value(), replacement), s.unit());
        if (form instanceof Form.Group g) return new Form.Group(g.bracket(), forms(g.items(), replacement));
        if (form instanceof Form.Interval i)
            return new Form.Interval(
                    of(i.low(), replacement), i.lowClosed(), of(i.high(), replacement), i.highClosed());
        if (form instanceof Form.Combined c) return new Form.Combined(c.operator(), forms(c.sets(), replacement));
        if (form instanceof Form.Builder b)
            return new Form.Builder(of(b.variable(), replacement), of(b.condition(), replacement));
        if (form instanceof Form.Matrix m) {
            List<List<Expr>> rows = new ArrayList<>();
            for (List<Expr> row : m.rows()) rows.add(all(row, replacement));
            return new Form.Matrix(rows);
        }
        if (form instanceof Form.Relation r) return new Form.Relation(forms(r.terms(), replacement), r.operators());
        if (form instanceof Form.Cases c)
            return new Form.Cases(forms(c.values(), replacement), forms(c.conditions(), replacement));
        if (form instanceof Form.Ratio r) return new Form.Ratio(all(r.parts(), replacement));
        return form;
    }

    private static List<Form> forms(List<Form> forms, UnaryOperator<Expr> replacement) {
        List<Form> result = new ArrayList<>(forms.size());
        for (Form f : forms) result.add(f == null ? null : of(f, replacement));
        return result;
    }
}
