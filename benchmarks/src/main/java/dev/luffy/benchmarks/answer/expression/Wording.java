package dev.luffy.benchmarks.answer.expression;

import java.util.List;
import java.util.stream.Collectors;

/** Answers in short plain text, for reasons. */
final class Wording {

    private static final int LENGTH = 60;

    private Wording() {}

    static String of(Form form) {
        return shortened(text(form, 6));
    }

    static String of(Expr expression) {
        return shortened(text(expression, 6));
    }

    private static String shortened(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH - 1) + "…";
    }

    private static String text(Form form, int depth) {
        if (form == null) return "otherwise";
        if (depth == 0) return "…";
        if (form instanceof Form.Scalar s) return text(s.value(), depth) + unit(s.unit());
        if (form instanceof Form.Text t) return "“" + t.words() + "”";
        if (form instanceof Form.Choice c) return "choice " + c.letter();
        if (form instanceof Form.Group g) {
            String items = forms(g.items(), ", ", depth);
            return switch (g.bracket()) {
                case NONE -> items;
                case ROUND -> "(" + items + ")";
                case SQUARE -> "[" + items + "]";
                case CURLY -> "{" + items + "}";
                case ANGLE -> "⟨" + items + "⟩";
            };
        }
        if (form instanceof Form.Interval i)
            return (i.lowClosed() ? "[" : "(") + text(i.low(), depth) + ", " + text(i.high(), depth)
                    + (i.highClosed() ? "]" : ")");
        if (form instanceof Form.Combined c)
            return forms(
                    c.sets(),
                    switch (c.operator()) {
                        case UNION -> " ∪ ";
                        case INTERSECTION -> " ∩ ";
                        case DIFFERENCE -> " \\ ";
                    },
                    depth);
        if (form instanceof Form.NamedSet n) return String.valueOf(n.name());
        if (form instanceof Form.Builder b)
            return "{" + text(b.variable(), depth - 1) + " | " + text(b.condition(), depth - 1) + "}";
        if (form instanceof Form.Matrix m)
            return m.rows().stream()
                    .limit(LENGTH)
                    .map(row -> exprs(row, ", ", depth))
                    .collect(Collectors.joining("; ", "[", "]"));
        if (form instanceof Form.Relation r) return relation(r, depth);
        if (form instanceof Form.Cases c) return "cases " + forms(c.values(), "; ", depth);
        if (form instanceof Form.Ratio r) return exprs(r.parts(), " : ", depth);
        if (form instanceof Form.Time t) return t.minutes() / 60 + " h " + t.minutes() % 60 + " min";
        return "an answer";
    }

    private static String relation(Form.Relation relation, int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < relation.terms().size() && text.length() <= LENGTH; i++) {
            if (i > 0 && i <= relation.operators().size())
                text.append(
                        switch (relation.operators().get(i - 1)) {
                            case EQUAL -> " = ";
                            case NOT_EQUAL -> " ≠ ";
                            case LESS -> " < ";
                            case LESS_OR_EQUAL -> " ≤ ";
                            case GREATER -> " > ";
                            case GREATER_OR_EQUAL -> " ≥ ";
                            case IN -> " ∈ ";
                            case NOT_IN -> " ∉ ";
                            case SUBSET -> " ⊂ ";
                            case CONGRUENT -> " ≡ ";
                            case APPROXIMATELY -> " ≈ ";
                            case PROPORTIONAL -> " ∝ ";
                        });
            text.append(text(relation.terms().get(i), depth - 1));
        }
        return text.toString();
    }

    private static String unit(Form.Unit unit) {
        return switch (unit.kind()) {
            case NONE -> "";
            case PERCENT -> "%";
            case DEGREE -> "°";
            case CURRENCY, UNIT -> " " + unit.text();
        };
    }

    private static String text(Expr e, int depth) {
        if (depth == 0) return "…";
        int d = depth - 1;
        if (e instanceof Expr.Num n) return number(n);
        if (e instanceof Expr.Based b) return shortened(b.digits()) + "_" + b.base();
        if (e instanceof Expr.Const c)
            return switch (c.name()) {
                case E -> "e";
                case PI -> "π";
                case I -> "i";
                case INFINITY -> "∞";
            };
        if (e instanceof Expr.Var v) return v.name();
        if (e instanceof Expr.Sum s) return "(" + exprs(s.terms(), " + ", d) + ")";
        if (e instanceof Expr.Product p) return exprs(p.factors(), "·", d);
        if (e instanceof Expr.Negate n) return "−" + text(n.operand(), d);
        if (e instanceof Expr.Quotient q) return text(q.numerator(), d) + "/" + text(q.denominator(), d);
        if (e instanceof Expr.Power p) return text(p.base(), d) + "^" + text(p.exponent(), d);
        if (e instanceof Expr.Root r)
            return r.index() instanceof Expr.Num n && n.value().equals(Rational.of(2))
                    ? "√" + text(r.radicand(), d)
                    : "root(" + text(r.radicand(), d) + ", " + text(r.index(), d) + ")";
        if (e instanceof Expr.Factorial f) return text(f.operand(), d) + "!";
        if (e instanceof Expr.PlusMinus p) return text(p.left(), d) + (p.upper() ? " ± " : " ∓ ") + text(p.right(), d);
        if (e instanceof Expr.Call c)
            return c.function().name().toLowerCase(java.util.Locale.ROOT) + "(" + exprs(c.arguments(), ", ", d) + ")";
        if (e instanceof Expr.Apply a) return a.name() + "(" + exprs(a.arguments(), ", ", d) + ")";
        if (e instanceof Expr.Opaque o) return o.text();
        return "…";
    }

    private static String number(Expr.Num n) {
        Rational value = n.value();
        if (value.bits() > 250) return "a number of about " + (long) (value.bits() * 0.30103) + " digits";
        if (n.decimal() && n.place() <= 0 && n.place() > -40) {
            return new java.math.BigDecimal(value.numerator())
                    .divide(new java.math.BigDecimal(value.denominator()), -n.place(), java.math.RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
        return value.isInteger() ? value.numerator().toString() : value.numerator() + "/" + value.denominator();
    }

    private static String forms(List<Form> forms, String between, int depth) {
        return forms.stream().limit(LENGTH).map(f -> text(f, depth - 1)).collect(Collectors.joining(between));
    }

    private static String exprs(List<Expr> expressions, String between, int depth) {
        return expressions.stream().limit(LENGTH).map(e -> text(e, depth)).collect(Collectors.joining(between));
    }
}
